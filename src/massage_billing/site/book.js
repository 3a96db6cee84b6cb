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
