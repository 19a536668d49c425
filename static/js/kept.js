// The points that wait on this device, drawn above the saved ones. All words stand in the page's templates.
const list = () => document.querySelector("[data-kept]");
let drawn = "";

function say(root, name, words) {
  const place = root.querySelector(`[data-${name}]`);
  if (place) place.textContent = words;
}

function standing(entry, state) {
  if (entry.reason !== undefined) return "refused";
  if (state) return "waiting";
  return "sending";
}

function drawOne(entry, state) {
  const shown = standing(entry, state);
  const item = document.getElementById(`kept-${shown}`).content.firstElementChild.cloneNode(true);
  item.dataset.entry = entry.id;
  say(item, "text", entry.values.is_quotation ? `“${entry.values.text}”` : entry.values.text);
  say(item, "kind-words", entry.words);
  if (entry.reason) say(item, "reason", entry.reason);
  // What was sent may be saved although no answer came: changed here, it would be there twice.
  for (const act of item.querySelectorAll("[data-unless-tried]")) act.hidden = Boolean(entry.isTried);
  for (const act of item.querySelectorAll("[data-needs-box]")) act.hidden = !document.querySelector("[data-enter] textarea");
  for (const told of item.querySelectorAll("[data-if-tried]")) told.hidden = !entry.isTried;
  for (const about of item.querySelectorAll("[data-about]")) about.textContent = ` the point: ${opening(entry)}`;
  return item;
}

const opening = (entry) => entry.values.text.split(/\s+/).slice(0, 6).join(" ");

/** Draw `entries`, newest first, and count them in the heading; focus stays where it is. */
export function draw(entries, state) {
  const place = list();
  if (!place) return;
  const count = document.querySelector("[data-saved-count]");
  if (count) count.textContent = String(Number(count.dataset.savedCount) + entries.length);
  for (const empty of document.querySelectorAll("[data-no-points]")) empty.hidden = entries.length > 0;
  const wanted = JSON.stringify([entries, state]);
  if (wanted === drawn && place.childElementCount === entries.length) return;
  drawn = wanted;
  const held = document.activeElement?.closest("[data-entry] [data-act]");
  const which = held && [held.closest("[data-entry]").dataset.entry, held.dataset.act];
  place.replaceChildren(...entries.map((entry) => drawOne(entry, state)).reverse());
  place.hidden = entries.length === 0;
  if (which) {
    const again = place.querySelector(`[data-entry="${which[0]}"] [data-act="${which[1]}"]`);
    (again && !again.hidden ? again : document.querySelector("[data-enter] textarea"))?.focus();
  }
}

/** Put the list that the server sent in place of the one shown. */
export function drawSaved(html) {
  const old = document.getElementById("my-points");
  const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("my-points");
  if (!old || !fresh) return "";
  const href = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
  old.replaceWith(fresh);
  if (href) fresh.querySelector(`a[href="${CSS.escape(href)}"]`)?.focus();
  return fresh.querySelector("[data-saved-at]")?.textContent ?? "";
}

/** Ask once more before a point is removed for good: the first press changes what the button says. */
export function isSure(button) {
  if (button.dataset.sure) return true;
  button.dataset.sure = "yes";
  button.firstChild.textContent = button.dataset.ask;
  button.addEventListener("blur", () => {
    delete button.dataset.sure;
    button.firstChild.textContent = button.dataset.first;
  });
  button.dataset.first ??= "Remove";
  return false;
}
