// What somebody typed and the server does not have yet, kept on this device. It knows no page: any form may use it.
// A key is pipd:<person>:<what>:<place>, and one entry has one key, so that two tabs never overwrite each other.
const HERE = "pipd:here"; // whose device it is when there is no connection to ask: the last who was signed in

function shelf() {
  try {
    return window.localStorage;
  } catch {
    return null; // a browser that is told to keep nothing
  }
}

function read(key) {
  try {
    return JSON.parse(shelf().getItem(key));
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    shelf().setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

const remove = (key) => shelf()?.removeItem(key);
const keysUnder = (root) => Object.keys(shelf() ?? {}).filter((key) => key.startsWith(root));

/** A random id, also where the page came without TLS and the browser has no randomUUID. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** The code of who is signed in on this page; on a page without anybody, of who was last. */
export const whose = () => document.body.dataset.person || read(HERE) || "";

export function arrive(person) {
  if (person && read(HERE) !== person) write(HERE, person);
}

/** How many entries of `person` wait on this device, half typed ones too, on whatever page they were written. */
export function unsent(person) {
  const kinds = person ? ["entry", "draft"] : [];
  return kinds.flatMap((what) => keysUnder(`pipd:${person}:${what}:`)).length;
}

/** Forget all that this device keeps of `person`, and the pages kept for writing without a connection. */
export async function forget(person) {
  delete document.body.dataset.person; // nothing more is kept from this page
  if (person) keysUnder(`pipd:${person}:`).forEach(remove);
  remove(HERE);
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("pipd:")) sessionStorage.removeItem(key);
    for (const name of await caches.keys()) if (name.startsWith("pipd-")) await caches.delete(name);
    for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
  } catch {
    // No such stores in this browser: nothing to forget.
  }
}

/** Call `gone` when somebody signs out in another tab. */
export function onLeaving(gone) {
  window.addEventListener("storage", (event) => {
    if (event.key !== HERE || event.newValue) return;
    delete document.body.dataset.person;
    gone();
  });
}

/** What one person keeps for one page. */
export class Device {
  constructor(person, place) {
    this.person = person;
    this.root = `pipd:${person}:`;
    this.place = place;
  }

  one(what) {
    return read(`${this.root}${what}:${this.place}`);
  }

  /** Keep one value, such as a draft; null drops it. Says whether it is kept. */
  keep(what, value) {
    const key = `${this.root}${what}:${this.place}`;
    if (value === null) return remove(key), true;
    return write(key, value);
  }

  /** The entries that wait, oldest first. */
  entries() {
    const found = keysUnder(`${this.root}entry:${this.place}:`).map(read).filter(Boolean);
    return found.sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
  }

  /** Add an entry at the end, or keep a changed one in its place. Says whether it is kept. */
  put(entry) {
    const last = this.entries().at(-1);
    // A device's clock may be set back; the order may not.
    entry.order ??= Math.max(Date.now(), (last?.order ?? 0) + 1);
    return write(this.#key(entry), entry);
  }

  has(entry) {
    return read(this.#key(entry)) !== null;
  }

  drop(entry) {
    remove(this.#key(entry));
  }

  #key(entry) {
    return `${this.root}entry:${this.place}:${entry.id}`;
  }

  /** Call `changed` when another tab changed something here: with what it was, and what it is. */
  watch(changed) {
    window.addEventListener("storage", (event) => {
      if (event.key?.startsWith(this.root) && event.key.includes(`:${this.place}`)) changed(event);
    });
  }
}
