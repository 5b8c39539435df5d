// Keys for those who like them; nothing on a page needs this file.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog")) {
    return;
  }
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find").select();
  } else if (event.key === "?") {
    document.getElementById("keys").showModal();
  } else if (event.key === "n" || event.key === "p") {
    const numbers = [...document.querySelectorAll(".para .number")];
    const at = numbers.indexOf(document.activeElement);
    const next = numbers[event.key === "n" ? at + 1 : at - 1];
    if (next) {
      next.focus();
      next.scrollIntoView({ block: "center" });
    }
  }
});
const copy = document.getElementById("copy-link");
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href.split("#")[0]);
    document.getElementById("copied").textContent = "Copied.";
  });
}
