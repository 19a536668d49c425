// Sends what waits on the device, oldest first. An entry leaves only after the server said "created" (201).
const PATIENCE = 15_000; // milliseconds until a silent server counts as none: sending again is harmless
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

const OFFLINE = "offline";
const AWAY = "away";
const SIGNED_OUT = "signed-out";
const OTHER = "other";

const words = (answer) => answer.text().catch(() => "");

/** Fires "change" when entries or `state` changed, "saved" with the list that the server sent, "refused". */
export class Outbox extends EventTarget {
  state = ""; // what keeps entries waiting; empty when nothing does
  #token = "";
  #pause = FIRST_PAUSE;
  #timer = 0;
  #isRunning = false;
  #isAskedAgain = false;

  constructor(device, token) {
    super();
    this.device = device;
    this.#token = token;
    window.addEventListener("online", () => this.send());
    window.addEventListener("offline", () => this.#waits(OFFLINE));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.device.entries().length) this.send();
    });
  }

  /** Send all that waits. Called again meanwhile, it looks once more at the end. */
  async send() {
    this.#isAskedAgain = this.#isRunning;
    if (this.#isRunning) return;
    this.#isRunning = true;
    clearTimeout(this.#timer);
    try {
      await this.#alone(() => this.#sendAll());
    } finally {
      this.#isRunning = false;
    }
    if (this.#isAskedAgain) await this.send();
  }

  /** The page as the server has it now, for its list; nothing when it is another person's by now. */
  async refresh() {
    const answer = await this.#fetch(this.device.place);
    if (answer.status !== 200) return "";
    const html = await words(answer);
    const page = new DOMParser().parseFromString(html, "text/html");
    return page.body.dataset.person === this.device.person ? html : "";
  }

  /** One tab sends at a time. Where a browser has no locks, the server's answer to a repeated save is enough. */
  async #alone(work) {
    if (!navigator.locks) return work();
    await navigator.locks.request(`${this.device.root}send`, { ifAvailable: true }, async (lock) => {
      if (lock) await work();
      else this.#later(FIRST_PAUSE);
    });
  }

  async #sendAll() {
    let isFresh = false; // whether the token was asked for in this round: a second refusal means what it says
    for (let entry; (entry = this.#next()); ) {
      if (!navigator.onLine) return this.#waits(OFFLINE);
      if (!this.#token) {
        const state = await this.#look();
        if (state) return this.#waits(state);
        isFresh = true;
      }
      const answer = await this.#post(entry);
      if (answer.status === 201) {
        await this.#saved(entry, answer);
        isFresh = false;
      } else if ((answer.status === 403 || answer.status === 404) && !isFresh) {
        this.#token = "";
      } else if (answer.status === 412) {
        return this.#waits(OTHER);
      } else if (answer.type === "opaqueredirect" || answer.status === 401) {
        return this.#waits(SIGNED_OUT);
      } else if (!answer.status || answer.status < 400 || answer.status >= 500 || [408, 429].includes(answer.status)) {
        return this.#waits(navigator.onLine ? AWAY : OFFLINE);
      } else {
        this.#refuse(entry, answer.status === 422 ? await words(answer) : "");
      }
    }
    this.#pause = FIRST_PAUSE;
    this.#tells("");
  }

  #next() {
    return this.device.entries().find((entry) => entry.reason === undefined);
  }

  async #post(entry) {
    // From here on the server may have it, whether or not the answer comes through.
    if (this.device.has(entry)) this.device.put({ ...entry, isTried: true });
    const body = new URLSearchParams({ ...entry.values, client_id: entry.id });
    return this.#fetch(this.device.place, { method: "POST", body, headers: { "X-CSRFToken": this.#token } });
  }

  async #fetch(address, options = {}) {
    const headers = { ...options.headers, "X-Person": this.device.person };
    try {
      return await fetch(address, { ...options, headers, redirect: "manual", signal: AbortSignal.timeout(PATIENCE) });
    } catch {
      return { status: 0 };
    }
  }

  async #saved(entry, answer) {
    const list = await words(answer); // saved all the same when only the list did not come through
    this.device.drop(entry);
    this.state = "";
    this.dispatchEvent(new CustomEvent("saved", { detail: list }));
  }

  #refuse(entry, reason) {
    if (this.device.has(entry)) this.device.put({ ...entry, reason, isTried: false });
    this.dispatchEvent(new Event("refused"));
  }

  /** Ask for the page anew: its token, and who is signed in now. Returns what keeps us waiting, or nothing. */
  async #look() {
    let answer = await this.#fetch(this.device.place);
    const isGone = answer.status === 403 || answer.status === 404;
    if (isGone) answer = await this.#fetch("/");
    if (answer.type === "opaqueredirect") return SIGNED_OUT;
    if (answer.status !== 200) return navigator.onLine ? AWAY : OFFLINE;
    const page = new DOMParser().parseFromString(await words(answer), "text/html");
    if (!page.body.dataset.person) return navigator.onLine ? AWAY : OFFLINE;
    if (page.body.dataset.person !== this.device.person) return OTHER;
    this.#token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    return this.#token ? "" : AWAY;
  }

  #waits(state) {
    this.#later(state === SIGNED_OUT || state === OTHER ? LONGEST_PAUSE : this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    this.#tells(state);
  }

  #tells(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  #later(pause) {
    clearTimeout(this.#timer);
    // Not all at the same moment: a whole room comes back to the network at once.
    this.#timer = setTimeout(() => this.send(), pause * (0.75 + Math.random() / 2));
  }
}
