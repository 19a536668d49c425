// Starts GOV.UK Frontend. The script's own tag names the file, because file names carry a hash when served.
import { arrive, forget, unsent } from "./device.js";
import { lookAfterTyping } from "./typed.js";

const tag = document.querySelector("script[data-govuk]");
const { person } = document.body.dataset;
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
arrive(person);

// What was typed and not yet saved stays on a shared computer no longer than the person does. It is asked about first.
async function isLeaving(count) {
  const question = document.getElementById("leaving")?.content.firstElementChild.cloneNode(true);
  if (!question || (!count && navigator.onLine)) return true;
  question.querySelector("[data-count]").textContent = count === 1 ? "1 point is" : `${count} points are`;
  const shown = { "if-waiting": count > 0, "if-not": count === 0, "if-offline": !navigator.onLine };
  for (const [name, isShown] of Object.entries(shown)) {
    for (const part of question.querySelectorAll(`[data-${name}]`)) part.hidden = !isShown;
  }
  document.body.append(question);
  question.showModal();
  await new Promise((answered) => question.addEventListener("close", answered, { once: true }));
  question.remove();
  return question.returnValue === "leave";
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-sign-out]")) return;
  event.preventDefault();
  if (!(await isLeaving(unsent(person)))) return;
  await forget(person);
  form.submit();
});

lookAfterTyping();
const { initAll } = await import(tag.dataset.govuk);
initAll();
