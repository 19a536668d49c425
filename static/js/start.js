// Starts GOV.UK Frontend. The script's own tag names the file, because file names carry a hash when served.
const tag = document.querySelector("script[data-govuk]");
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

// What was typed and not yet saved stays on a shared computer no longer than the person does.
document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-sign-out]")) {
    Object.keys(localStorage)
      .filter((key) => key.startsWith("pipd:"))
      .forEach((key) => localStorage.removeItem(key));
  }
});

const { initAll } = await import(tag.dataset.govuk);
initAll();
