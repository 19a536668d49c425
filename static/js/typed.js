// What somebody types into a long form stays in this tab until the server has it: a session that ended loses nothing.
// It goes with the tab, with signing out in any tab, and when somebody else signs in here (docs/decisions/0009).
import { onLeaving, whose } from "./device.js";

const ROOT = "pipd:typed:";
const LONGEST = 12 * 60 * 60 * 1000; // milliseconds: no session is longer
const NOT_KEPT = ["hidden", "password", "file", "submit", "button", "reset", "image", "fieldset", "output"];
const NEW_ON_EACH_PAGE = ["csrfmiddlewaretoken", "client_id", "token"];
const place = `${location.pathname}${location.search}`;

function shelf() {
  try {
    return window.sessionStorage;
  } catch {
    return null; // a browser that is told to keep nothing
  }
}

const keys = () => Object.keys(shelf() ?? {}).filter((key) => key.startsWith(ROOT));
const drop = (key) => shelf()?.removeItem(key);
const forgetAll = () => keys().forEach(drop);

function read(key) {
  try {
    return JSON.parse(shelf().getItem(key));
  } catch {
    return null;
  }
}

function write(key, entry) {
  try {
    shelf().setItem(key, JSON.stringify(entry));
  } catch {
    // Full, or told to keep nothing: the page of the server says what to copy.
  }
}

// A form that somebody writes into at length. The one for logging points, and those in place, see to it themselves.
function kept(form) {
  const isOurs = form?.method === "post" && !form.matches("[data-log], [data-in-place]") && form.closest("main, [data-keep]");
  return isOurs && Boolean(form.querySelector("textarea[id]:not([readonly])"));
}

const nameOf = (form) => `${ROOT}${place}#${form.querySelector("textarea[id]").id}`;
const boxes = (form) => [...form.elements].filter((one) => one.name && !NOT_KEPT.includes(one.type));
const isTicked = (one) => ["checkbox", "radio"].includes(one.type);
const said = (one) => (isTicked(one) ? [one.name, one.value, one.checked] : [one.name, one.value]);

/** What the server said when it drew the form: words put over other words than these would undo somebody's change. */
function drawn(form) {
  const first = (one) => {
    if (isTicked(one)) return one.defaultChecked;
    if (one.options) return [...one.options].filter((option) => option.defaultSelected).map((option) => option.value);
    return one.defaultValue ?? one.value;
  };
  const all = [...form.elements].filter((one) => one.name && !["submit", "button"].includes(one.type));
  return JSON.stringify(all.filter((one) => !NEW_ON_EACH_PAGE.includes(one.name)).map((one) => [one.name, first(one)]));
}

function keep(form, isSent) {
  const person = document.body.dataset.person;
  if (!person || !kept(form)) return;
  const before = read(nameOf(form));
  const base = before && !before.isOther ? before.base : drawn(form);
  write(nameOf(form), { person, place, base, values: boxes(form).map(said), isSent, isLost: false, at: Date.now() });
}

function fill(form, values) {
  const all = boxes(form);
  for (const [n, one] of all.entries()) {
    const [name, value, isChecked] = values[n] ?? [];
    if (name !== one.name) continue;
    if (isTicked(one)) one.checked = isChecked;
    else one.value = value;
  }
  for (const one of all) one.dispatchEvent(new Event(isTicked(one) ? "change" : "input", { bubbles: true }));
}

/** Say above the form what came back; where the page is another by now, show the words to copy and touch nothing. */
function tell(form, key, entry, isSame) {
  const told = document.getElementById("typed-back")?.content.firstElementChild.cloneNode(true);
  if (!told) return;
  for (const part of told.querySelectorAll("[data-if-same]")) part.hidden = !isSame;
  for (const part of told.querySelectorAll("[data-if-changed]")) part.hidden = isSame;
  const words = isSame ? [] : entry.values.filter(([, value, isChecked]) => isChecked === undefined && /\s/.test(value));
  told.querySelector("[data-typed]").replaceChildren(
    ...words.map(([, value]) => Object.assign(document.createElement("p"), { className: "app-said", dir: "auto", textContent: value })),
  );
  told.querySelector("[data-drop]").addEventListener("click", () => {
    drop(key);
    if (isSame) form.reset();
    told.remove();
    form.querySelector("textarea")?.focus();
  });
  form.before(told);
  told.focus();
}

function bring(key, entry) {
  const id = key.slice(key.indexOf("#") + 1);
  const form = document.getElementById(id)?.form;
  if (!form || !kept(form)) return;
  if (JSON.stringify(boxes(form).map(said)) === JSON.stringify(entry.values)) return; // it never went
  const isSame = entry.base === drawn(form);
  if (isSame) fill(form, entry.values);
  else write(key, { ...entry, isOther: true });
  tell(form, key, entry, isSame);
}

function settle(person) {
  const way = performance.getEntriesByType("navigation")[0]?.type ?? "navigate";
  for (const key of keys()) {
    const entry = read(key);
    const isHere = entry?.place === place;
    if (!entry || entry.person !== person || Date.now() - entry.at > LONGEST) drop(key);
    else if (entry.isLost) isHere && bring(key, entry);
    else if (!isHere) drop(key); // saved, or left of one's own will
    else if (way !== "navigate") bring(key, entry); // back, or the page anew
    else if (entry.isSent && document.querySelector(".govuk-error-summary")) write(key, { ...entry, isSent: false });
    else drop(key);
  }
}

/** A page without anybody: who signed out leaves nothing, whose session ended finds it again. */
function whileOut() {
  if ("shell" in document.body.dataset) return;
  const person = whose();
  if (!person) return forgetAll();
  let count = 0;
  for (const key of keys()) {
    const entry = read(key);
    if (entry?.person !== person) drop(key);
    else write(key, { ...entry, isLost: true, isSent: false }), (count += 1);
  }
  for (const part of document.querySelectorAll("[data-if-ended]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-if-kept]")) part.hidden = count === 0;
  for (const part of document.querySelectorAll("[data-if-not-kept]")) part.hidden = count > 0;
}

/** Look after what is typed on this page, and bring back what a session that ended took away. */
export function lookAfterTyping() {
  const { person } = document.body.dataset;
  if (person) settle(person);
  else whileOut();
  document.addEventListener("input", (event) => keep(event.target.form, false));
  document.addEventListener("change", (event) => keep(event.target.form, false));
  window.addEventListener("submit", (event) => event.defaultPrevented || keep(event.target, true));
  document.addEventListener("htmx:afterRequest", ({ detail: { elt, successful, xhr } }) => {
    const isElsewhere = new URL(xhr.responseURL || location.href).pathname.startsWith("/accounts/");
    if (successful && !isElsewhere && elt.querySelector("textarea[id]")) drop(nameOf(elt));
  });
  onLeaving(forgetAll);
}
