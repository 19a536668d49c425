// Logging points, made quicker: Enter adds, the list comes back without a new page. All of it works without this file.
const module = document.querySelector("script[data-govuk]").dataset.govuk;

function ready(root) {
  for (const hint of root.querySelectorAll("[data-enter-hint]")) {
    hint.hidden = !hint.closest("[data-enter]");
  }
}

document.addEventListener("keydown", (event) => {
  const box = event.target.closest("[data-enter] textarea");
  if (!box || event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.altKey || event.isComposing) return;
  event.preventDefault();
  if (box.value.trim()) box.form.requestSubmit();
});

// The folded line says the kind that is chosen inside it.
document.addEventListener("change", (event) => {
  const details = event.target.closest(".app-kind");
  if (!details) return;
  const label = details.querySelector(`label[for="${event.target.id}"]`);
  details.querySelector("[data-kind]").textContent = label.textContent.toLowerCase();
});

document.addEventListener("htmx:afterSwap", async () => {
  const main = document.getElementById("main");
  const { initAll } = await import(module);
  initAll({ scope: main });
  ready(main);
  if (!main.querySelector(".govuk-error-summary")) main.querySelector("[data-log] textarea")?.focus();
});

ready(document);
