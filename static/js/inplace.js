// Objectives and actions changed where they stand. Without this file the same links lead to pages that do the same.
// What was typed is never lost: one form is open at a time, and nothing else replaces the page while it holds words.
const open = () => document.querySelector("[data-in-place]");
const initial = new WeakMap(); // form -> what it said when it came
const words = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
const isTouched = (form) => Boolean(form) && initial.get(form) !== words(form);
const back = new Map(); // anchor -> what stood where the form is
let next = null; // what gets the focus once the page is drawn anew

function say(form, text) {
  const line = form?.querySelector("[data-in-place-said]");
  if (!line) return;
  line.hidden = false;
  line.textContent = text;
}

function close(form) {
  const { anchor } = form.dataset;
  const place = form.parentElement;
  place.replaceChildren(...back.get(anchor));
  back.delete(anchor);
  window.htmx.process(place);
  document.querySelector(`[data-opens="${anchor}"]`)?.focus();
}

// Only the form itself replaces what is around it, as long as it holds words that are not saved.
document.addEventListener("htmx:beforeRequest", (event) => {
  const form = open();
  const { elt, target } = event.detail;
  if (elt.matches("[data-opens]")) {
    if (isTouched(form)) {
      event.preventDefault();
      say(form, "Save these words or cancel before you change something else.");
      form.querySelector("textarea")?.focus();
      return;
    }
    if (form) close(form);
    back.set(elt.dataset.opens, target.cloneNode(true).childNodes);
  } else if (form && elt !== form && isTouched(form) && elt.matches("form")) {
    event.preventDefault();
    say(form, "Save these words or cancel before you change something else.");
    form.querySelector("textarea")?.focus();
  } else if (elt.matches("form")) {
    const way = event.detail.requestConfig.triggeringEvent?.submitter?.value;
    next = { anchor: elt.dataset.anchor, way };
  }
});

// A conflict or a mistake comes with a page of its own that holds what was typed. Anything else that is no answer to
// the form, such as the sign-in page of a session that ran out, leaves it as it is.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, elt } = event.detail;
  const form = open();
  if (xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  const isElsewhere = new URL(xhr.responseURL || location.href).pathname.startsWith("/accounts/");
  if (isElsewhere && form && elt === form) {
    event.detail.shouldSwap = false;
    say(form, "You have been signed out, so this is not saved. Your words stay here: sign in in another tab, then save again.");
  } else if (isElsewhere) {
    location.assign(elt.getAttribute("href") ?? location.pathname);
    event.detail.shouldSwap = false;
  }
});

// What keeps a form from being taken, in words; a form that does not come is fetched as a page of its own.
const FAULTS = {
  "htmx:sendError": "This is not saved: the server could not be reached. Your words stay here; try again.",
  "htmx:timeout": "This is not saved: the server took too long. Your words stay here; try again.",
  "htmx:responseError": "This is not saved: you may have been signed out, or something went wrong. Your words stay here; look at the plan in another tab, then save again.",
};
for (const [name, text] of Object.entries(FAULTS)) {
  document.addEventListener(name, ({ detail: { elt } }) => {
    if (elt.matches("[data-in-place]")) say(elt, text);
    else if (elt.matches("[data-opens]")) location.assign(elt.href);
  });
}

document.addEventListener("htmx:afterSettle", () => {
  const form = open();
  if (form && !initial.has(form)) {
    initial.set(form, words(form));
    form.querySelector("textarea")?.focus();
    next = null;
    return;
  }
  const wrong = document.querySelector(".govuk-error-summary, .app-conflict");
  if (wrong && next) {
    wrong.tabIndex = -1;
    wrong.focus();
  } else if (next?.anchor) {
    const place = document.getElementById(next.anchor);
    const row = place?.closest("th, td");
    const button = next.way ? row?.querySelector(`button[name=way][value=${next.way}]`) : null;
    const tools = button?.closest("details");
    if (tools) tools.open = true;
    const found = button || row?.querySelector("[data-opens]") || place;
    row?.scrollIntoView({ block: "nearest" });
    if (found?.closest("details:not([open])")) row.querySelector("summary")?.focus({ preventScroll: true });
    else found?.focus({ preventScroll: true });
  }
  next = null;
});

document.addEventListener("click", (event) => {
  const cancel = event.target.closest("[data-in-place-cancel]");
  if (!cancel) return;
  event.preventDefault();
  close(cancel.closest("form"));
});

window.addEventListener("beforeunload", (event) => {
  if (isTouched(open()) && !open().classList.contains("htmx-request")) event.preventDefault();
});
