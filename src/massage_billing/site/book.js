// A page opened from a folder, without a web server, cannot start the practice view. Say so instead of failing.
if (location.protocol === "file:") {
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".mb-open-practice").forEach((link) => {
      const message = document.createElement("strong");
      message.textContent = "To practice in the browser, open this book from a web server. The chapter “How to host the lessons” explains how.";
      link.replaceWith(message);
    });
  });
}
// The theme leaves the title above its contents outside every landmark, where somebody with a screen reader may miss it.
document.addEventListener("DOMContentLoaded", () => {
  const title = document.querySelector(".bd-sidebar-primary .navbar-brand")?.parentElement;
  title?.setAttribute("role", "navigation");
  title?.setAttribute("aria-label", "First page");
});
// Search results quote the page's own text, not the buttons above it.
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
