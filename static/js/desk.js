// Writing up, made quicker: the button counts what is ticked, and statements can be dragged. Buttons do the same.
const ticked = document.querySelector("[data-ticked]");
if (ticked) {
  const plain = ticked.textContent;
  const count = () => {
    const n = document.querySelectorAll('input[name="points"]:checked').length;
    ticked.textContent = n ? `Make a statement from ${n} ticked` : plain;
  };
  // Points arrive while the page is open, so no list of boxes is kept.
  document.addEventListener("change", (event) => event.target.name === "points" && count());
  count();
}

const ORDER = "statement-order";
const said = document.getElementById("statement-moved");
let dragged = null;

function list() {
  return document.getElementById(ORDER);
}

// Only what is taken by its handle is dragged: words stay selectable.
function ready() {
  for (const item of list()?.querySelectorAll("[data-statement]") ?? []) {
    const handle = item.querySelector("[data-handle]");
    if (!handle) continue;
    handle.hidden = false;
    handle.addEventListener("pointerdown", () => (item.draggable = true));
    handle.addEventListener("pointerup", () => (item.draggable = false));
  }
}

function mark(item, below) {
  for (const other of list().querySelectorAll(".app-point--above, .app-point--below")) {
    other.classList.remove("app-point--above", "app-point--below");
  }
  item?.classList.add(below ? "app-point--below" : "app-point--above");
}

function spot(event) {
  const item = event.target.closest?.("[data-statement]");
  if (!dragged || !item || item === dragged) return null;
  const box = item.getBoundingClientRect();
  return { item, below: event.clientY > box.top + box.height / 2 };
}

document.addEventListener("dragstart", (event) => {
  const item = event.target.closest?.("[data-statement]");
  if (!item?.draggable) return;
  dragged = item;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", "");
});

document.addEventListener("dragover", (event) => {
  const there = spot(event);
  if (!there) return;
  event.preventDefault();
  mark(there.item, there.below);
});

document.addEventListener("dragend", () => {
  if (dragged) dragged.draggable = false;
  dragged = null;
  if (list()) mark(null);
});

document.addEventListener("drop", (event) => {
  const there = spot(event);
  if (!there) return;
  event.preventDefault();
  const before = there.item.previousElementSibling;
  const after = there.below ? there.item : before;
  if (after !== dragged) move(dragged, after);
});

async function move(item, after) {
  const form = item.querySelector("[data-move]");
  const body = new FormData(form);
  body.set("after", after?.dataset.statement ?? "first");
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const order = page.getElementById(ORDER);
    if (!answer.ok || !order) throw new Error(answer.status);
    list().replaceWith(order);
    ready();
    const moved = document.getElementById(item.id);
    said.textContent = page.querySelector(".govuk-notification-banner__content")?.textContent.trim()
      || `Moved. It is statement ${[...list().children].indexOf(moved) + 1} now.`;
  } catch {
    said.textContent = "It could not be moved: the connection may be down. The order is as it was.";
  }
}

ready();
