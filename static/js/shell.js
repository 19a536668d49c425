// The page of a session when there is no connection: an empty form that is the same for everybody, furnished with the
// choices this person had when the real page was last open on this device. Nothing of it is kept with the empty form.
const rows = (form, name) => [...form.querySelectorAll(`[name=${name}]`)];

/** Keep the choices of the real page, so that its form can be furnished without a connection. */
export function remember(device, form) {
  const said = rows(form, "said_by").map((radio) => {
    const label = form.querySelector(`label[for="${radio.id}"]`);
    const mark = label.querySelector(".app-mark");
    const sector = mark?.classList.contains("app-mark--la") ? "la" : "tso";
    const letter = mark?.textContent ?? "";
    return { value: radio.value, words: label.textContent.trim().slice(letter.length), letter, sector };
  });
  const kinds = rows(form, "kind").map((radio) => ({
    value: radio.value,
    words: form.querySelector(`label[for="${radio.id}"]`).textContent.trim(),
    hint: document.getElementById(`${radio.id}_hint`)?.textContent ?? "",
  }));
  const chosen = (name) => rows(form, name).find((radio) => radio.checked)?.value ?? "";
  device.keep("page", { said, kinds, said_by: chosen("said_by"), kind: chosen("kind") });
}

function choice(name, { value, words, letter, sector, hint }, number) {
  const made = document.getElementById("shell-choice").content.cloneNode(true);
  const [input, label, told] = ["input", "label", "p"].map((tag) => made.querySelector(tag));
  Object.assign(input, { id: `id_${name}_${number}`, name, value });
  label.htmlFor = input.id;
  if (letter) label.append(Object.assign(document.createElement("span"), { className: `app-mark app-mark--${sector}`, textContent: letter, ariaHidden: "true" }));
  label.append(words);
  if (hint) {
    Object.assign(told, { id: `${input.id}_hint`, textContent: hint });
    input.setAttribute("aria-describedby", told.id);
  } else {
    told.remove();
  }
  return made;
}

/** Show the form with this person's choices; without any, nobody has written here, and the page says so. */
export function furnish(device) {
  const number = location.pathname.match(/\/sessions\/(\d+)\//)?.[1];
  document.querySelector("[data-session]").textContent = number ? `Session ${number}` : "";
  const page = device.person && device.one("page");
  if (!page) return document.querySelector("[data-unknown]").removeAttribute("hidden");
  const form = document.querySelector("form[data-log]");
  form.querySelector("[data-said]").append(...page.said.map((row, n) => choice("said_by", row, n)));
  form.querySelector("[data-kinds]").append(...page.kinds.map((row, n) => choice("kind", row, n)));
  for (const name of ["said_by", "kind"]) {
    const wanted = rows(form, name).find((radio) => radio.value === page[name]);
    if (wanted) wanted.checked = true;
  }
  form.querySelector("[data-kind]").textContent = (page.kinds.find((row) => row.value === page.kind)?.words ?? "choose one").toLowerCase();
  for (const part of document.querySelectorAll("[data-known]")) part.hidden = false;
}
