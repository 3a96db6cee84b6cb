// A page opened from a folder, without a web server, cannot start the practice view: say so instead of failing.
if (location.protocol === "file:") {
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".mb-practise").forEach((link) => {
      const told = document.createElement("strong");
      told.textContent = "To practise in the browser, open this book from a web server (the chapter “A school's server” says how).";
      link.replaceWith(told);
    });
  });
}
// What a search finds is shown with the words around it: those of the page, not of the buttons above it.
document.addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const { htmlToText } = Search;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    page.querySelector("[role=main]")?.removeAttribute("role");
    page.querySelector(".bd-article")?.setAttribute("role", "main");
    return htmlToText(page.documentElement.outerHTML, anchor);
  };
});
