// Room mode by keyboard: each act on the page that names a key can be done with it. Every act works without this file.
// Single keys can be turned off, and do nothing while somebody types (WCAG 2.2, 2.1.4).
const KEPT = "pipd:room-keys";
const legend = document.querySelector("[data-room-keys]");
const toggle = legend?.querySelector("[data-room-toggle]");
const FIELDS = "input, textarea, select, [contenteditable]";
let leaving = false;

function stored() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

let on = stored() !== "off";

function show() {
  document.body.classList.toggle("app-keys-on", on);
  legend.hidden = false;
  legend.querySelector("[data-room-legend]").hidden = !on;
  toggle.textContent = on ? toggle.dataset.off : toggle.dataset.on;
}

function press(target) {
  target.click();
  if (target.matches("summary")) {
    const details = target.parentElement;
    if (details.open) details.querySelector("input[type=checkbox]")?.focus();
  } else {
    leaving = true; // one press, one act: what follows waits for the next page
  }
}

if (toggle) {
  show();
  toggle.addEventListener("click", () => {
    on = !on;
    try {
      localStorage.setItem(KEPT, on ? "on" : "off");
    } catch {
      // Without storage it holds for this page.
    }
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (!on || leaving || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest(FIELDS)) return;
    const key = event.key.toLowerCase();
    const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
    if (!target) return;
    event.preventDefault();
    press(target);
  });

  // Back in the browser shows the page as it was left.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}
