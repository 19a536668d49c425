// Logging points, made quicker and safe on bad wifi: Enter adds, and what is added is kept on the device until the
// server has it. All of it works without this file, as long as there is a connection.
import { Device, newId, onLeaving, whose } from "./device.js";
import { draw, drawSaved, isSure } from "./kept.js";
import { Outbox } from "./outbox.js";
import { furnish, remember } from "./shell.js";

const FIELDS = ["text", "said_by", "kind", "is_quotation"];
const module = document.querySelector("script[data-govuk]").dataset.govuk;
const device = new Device(whose(), location.pathname);
const isShell = "shell" in document.body.dataset;
const isOfSession = /\/sessions\/\d+\/points\/$/.test(location.pathname); // the empty page has an address of its own
const form = () => document.querySelector("form[data-enter]");
const box = () => form()?.elements.text;
let outbox = null;
let refused = 0;
let saved = 0;

function ready(root) {
  for (const hint of root.querySelectorAll("[data-enter-hint]")) hint.hidden = !hint.closest("[data-enter]");
}

// The form

const typed = () => Object.fromEntries([...new FormData(form())].filter(([name]) => FIELDS.includes(name)));

function fill(values) {
  const { elements } = form();
  elements.text.value = values.text;
  for (const name of ["said_by", "kind"]) {
    const choice = [...form().querySelectorAll(`[name=${name}]`)].find((radio) => radio.value === values[name]);
    if (choice) choice.checked = true;
  }
  elements.is_quotation.checked = Boolean(values.is_quotation);
  sayKind();
}

function sayKind() {
  const chosen = form()?.querySelector("[name=kind]:checked");
  if (chosen) form().querySelector("[data-kind]").textContent = kindWords().toLowerCase();
}

const kindWords = () => form().querySelector(`label[for="${form().querySelector("[name=kind]:checked").id}"]`).textContent;

function keepDraft() {
  if (outbox && form() && whose() === device.person) device.keep("draft", box().value.trim() ? typed() : null);
}

// What the server is better asked about: nothing typed, too much, or a choice missing. It says so at the field.
function isForTheServer(values) {
  const text = values.text.trim();
  return !text || text.length > Number(form().dataset.longest) || !values.kind || !values.said_by;
}

function add(event) {
  const values = typed();
  if (!outbox || (isForTheServer(values) && !isShell)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isForTheServer(values)) return say(values.text.trim() ? "too-long" : "");
  const quotation = values.is_quotation ? ", exact words" : "";
  const entry = { id: form().elements.client_id.value || newId(), values, words: kindWords() + quotation };
  if (!device.put(entry)) return form().submit(); // nothing can be kept here: the page's own way
  fill({ ...values, text: "", is_quotation: "" });
  forgetFaults();
  form().elements.client_id.value = newId();
  device.keep("draft", null);
  box().focus();
  redraw();
  outbox.send();
}

// The page of a refused save stays open: what it said of that save is not true of the next one.
function forgetFaults() {
  document.title = document.title.replace(/^Error: /, "");
  for (const told of document.querySelectorAll("#main .govuk-error-summary, form[data-log] .govuk-error-message")) told.remove();
  for (const red of form().querySelectorAll(".govuk-form-group--error, .govuk-textarea--error")) red.classList.remove("govuk-form-group--error", "govuk-textarea--error");
  for (const told of form().querySelectorAll("[aria-describedby$=_error]")) {
    const left = told.getAttribute("aria-describedby").split(" ").filter((id) => document.getElementById(id));
    if (left.length) told.setAttribute("aria-describedby", left.join(" "));
    else told.removeAttribute("aria-describedby");
  }
  if (document.querySelector("[data-log-status]")?.dataset.said === "too-long") say("");
}

// What is said above the box

function say(name, words = "") {
  const place = document.querySelector("[data-log-status]");
  const template = name && document.getElementById(`say-${name}`);
  if (!place || (place.dataset.said === name + words && name)) return;
  place.dataset.said = name + words;
  place.replaceChildren(...(template ? [template.content.cloneNode(true)] : []));
  const told = place.querySelector("[data-words]");
  if (told) told.textContent = words;
  const back = place.querySelector("[data-sign-in]");
  if (back) back.setAttribute("href", `${back.getAttribute("href")}?next=${location.pathname}`); // the empty page is drawn without an address
}

function redraw() {
  draw(device.entries(), outbox.state);
}

function changed() {
  redraw();
  if (outbox.state === "other") return location.reload(); // somebody else signed in here: this page is not theirs
  if (outbox.state) say(outbox.state);
  else if (refused) say("refused");
  else if (saved > 1) say("saved-many", String(saved));
  else if (!saved) say("");
  refused = saved = 0;
  if (isShell && isOfSession && !outbox.state && navigator.onLine) comeBack();
}

// The page without a connection gives way to the real one; not under the fingers of somebody who types.
async function comeBack() {
  try {
    // Not by a page that takes as long as the worker waits: it would come and go.
    const there = await fetch(location.pathname, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
    if (there.status !== 200 && there.type !== "opaqueredirect") return;
    if (box()?.value.trim()) say("back");
    else location.reload();
  } catch {
    // Not yet.
  }
}

// Another tab signs out, and the server may not know it yet: a page asked for too early would still be this person's.
async function leaveToo() {
  document.getElementById("main").hidden = true;
  for (let tries = 0; tries < 20; tries += 1) {
    const there = await fetch(location.pathname, { redirect: "manual" }).catch(() => null);
    if (there?.type === "opaqueredirect") break;
    await new Promise((later) => setTimeout(later, 500));
  }
  location.reload();
}

function start() {
  if (form() && !isShell) remember(device, form());
  outbox = new Outbox(device, form()?.elements.csrfmiddlewaretoken?.value ?? "");
  outbox.addEventListener("change", changed);
  outbox.addEventListener("refused", () => (refused += 1));
  outbox.addEventListener("saved", (event) => {
    saved += 1;
    const at = drawSaved(event.detail);
    redraw();
    if (at) say("saved", at);
  });
  device.watch((event) => {
    if (event.key.includes(":draft:")) return followDraft(event);
    redraw();
    // Another tab had it saved: its list is not this one's.
    if (!event.newValue && !isShell) outbox.refresh().then((html) => (drawSaved(html), redraw()));
  });
  onLeaving(leaveToo);
  takeUp(device.one("draft"));
  redraw();
  if (!navigator.onLine) say("offline");
  outbox.send();
}

// What was half typed when the page was left. Where nothing can be logged any more, it is shown with the reason.
function takeUp(draft) {
  if (!draft) return;
  if (box() && !box().value.trim()) fill(draft);
  const closed = document.querySelector("[data-why-not]");
  if (!closed || form()) return;
  if (device.put({ id: newId(), values: draft, words: "", reason: closed.dataset.whyNot })) device.keep("draft", null);
}

// Two tabs show one draft: what one of them added must not stay in the other's box.
function followDraft(event) {
  const [before, now] = [event.oldValue, event.newValue].map((value) => (value ? JSON.parse(value) : { text: "" }));
  if (box() && box().value === before.text) box().value = now.text;
}

// Listening

document.addEventListener("submit", (event) => event.target === form() && add(event), true);
document.addEventListener("input", keepDraft);
document.addEventListener("change", keepDraft);
window.addEventListener("pagehide", keepDraft);

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

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-entry] [data-act]");
  if (!button) return;
  const { act } = button.dataset;
  const entry = device.entries().find((kept) => kept.id === button.closest("[data-entry]").dataset.entry);
  if (!entry) return redraw();
  if (act === "copy") return navigator.clipboard?.writeText(entry.values.text).then(() => say("copied"));
  if (act === "retry") device.put({ ...entry, reason: undefined });
  if (act === "edit") {
    if (!box()) return;
    if (box().value.trim()) return say("box-full");
    fill(entry.values);
    keepDraft();
    box().focus();
  }
  if (act === "remove" && !isSure(button)) return;
  if (act === "edit" || act === "remove") device.drop(entry);
  redraw();
  if (act === "remove") box()?.focus();
  if (act === "retry") outbox.send();
});

document.addEventListener("htmx:afterSwap", async (event) => {
  if (event.detail.target.id !== "main") return; // a hint inside the page is no new page
  const main = document.getElementById("main");
  const { initAll } = await import(module);
  initAll({ scope: main });
  ready(main);
  if (outbox) redraw();
  if (!main.querySelector(".govuk-error-summary")) main.querySelector("[data-log] textarea")?.focus();
});

ready(document);
if (isShell) furnish(device);
if (document.querySelector("[data-kept]") && device.person) start();
if (!isShell) {
  const { worker } = document.querySelector("script[data-worker]")?.dataset ?? {};
  if (worker) navigator.serviceWorker?.register(worker).catch(() => {}); // without it, an open page still keeps all
}
