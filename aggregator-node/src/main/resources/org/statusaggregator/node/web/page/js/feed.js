// Follows statuses. A list that is not long is followed as a whole. Of a long one only those are who are on the screen, few enough to be filtered, favourites or awaited;
// the others' changes are fetched now and then, all at once, from where the last fetch ended.

import { Refusal, post, send } from "./api.js";
import { readEvents } from "./sse.js";

const WHOLE = 2000;
const FILTERED = 500;
const MOST = 1500;
const SILENCE = 5000;
const CATCH_UP = 10000;
const WAITS = [300, 700, 1500, 3000, 5000];

export class Feed {
  #sink;
  #list = null;
  #abort = new AbortController();
  #token = "";
  #caughtUp = "";
  #watchId = "";
  #followed = new Set();
  #wanted = new Set();
  #updating = false;
  #generation = 0;

  /** sink: status(json), mark(name, json), live(node), lost(reason), signedOut(), caughtUp(). */
  constructor(sink) {
    this.#sink = sink;
    setInterval(() => this.catchUp(), CATCH_UP);
  }

  /** Follows a list from now on; null = none. size: how many contacts it has. */
  follow(list, size) {
    this.stop();
    this.#generation++;
    this.#list = list;
    this.whole = size <= WHOLE;
    this.#token = "";
    this.#caughtUp = "";
    this.#wanted = new Set();
    if (list) {
      this.#run(this.#generation);
    }
  }

  stop() {
    this.#list = null;
    this.#abort.abort();
    this.#abort = new AbortController();
  }

  /** Whom to follow now: persons on the screen, those who match, and those who matter whoever is on the screen. */
  want(onScreen, matching, always) {
    if (this.whole || !this.#list) {
      return;
    }
    const persons = matching.length <= FILTERED ? [...onScreen, ...matching, ...always] : [...onScreen, ...always];
    this.#wanted = new Set(persons.flatMap((person) => person.emails));
    this.#update();
  }

  async #run(generation) {
    const mine = () => generation === this.#generation && this.#list;
    let failures = 0;
    while (mine()) {
      try {
        await this.#stream(() => (failures = 0));
        failures = Math.max(failures, 1);
      } catch (failure) {
        if (!mine()) {
          return;
        }
        if (failure instanceof Refusal && failure.status === 401) {
          this.#sink.signedOut();
          return;
        }
        if (failure instanceof Refusal && failure.reason === "BAD_RESUME_TOKEN") {
          this.#token = "";
        }
        failures++;
        this.#sink.lost(failure instanceof Refusal ? failure.message : "the connection is lost", failures);
      }
      await new Promise((resolve) => setTimeout(resolve, WAITS[Math.min(failures, WAITS.length) - 1] * (0.7 + Math.random() * 0.6)));
    }
  }

  async #stream(onLive) {
    const list = this.#list;
    const followed = this.whole ? null : [...this.#wanted];
    if (followed?.length === 0) {
      followed.push("nobody@invalid"); // nothing at all would mean everybody
    }
    const body = this.whole ? { contactLists: [list], resumeToken: this.#token } : { emails: followed };
    const abort = new AbortController();
    this.#abort.signal.addEventListener("abort", () => abort.abort(), { once: true });
    let silence = setTimeout(() => abort.abort(), SILENCE);
    try {
      const response = await send("watch", { body, signal: abort.signal });
      await readEvents(response, {
        onAlive: () => {
          clearTimeout(silence);
          silence = setTimeout(() => abort.abort(), SILENCE);
        },
        onEvent: (name, data, id) => {
          if (this.#list !== list) {
            return;
          }
          if (id) {
            this.#token = id;
          }
          if (name === "started") {
            this.#watchId = data.watchId;
            this.#followed = new Set(followed);
            onLive();
            this.#sink.live(data.node);
            this.#update();
            this.catchUp();
          }
          this.#take(name, data);
        },
      });
      throw new Error("the node ended the connection");
    } finally {
      clearTimeout(silence);
      this.#watchId = "";
    }
  }

  #take(name, data) {
    name === "status" ? this.#sink.status(data) : this.#sink.mark(name, data);
  }

  /** Tells the node whom to follow, one call at a time. Who is not wanted any more stays until there are many. */
  async #update() {
    if (this.#updating || !this.#watchId) {
      return;
    }
    const add = [...this.#wanted].filter((email) => !this.#followed.has(email));
    const remove = this.#followed.size + add.length > MOST ? [...this.#followed].filter((email) => !this.#wanted.has(email)) : [];
    if (add.length === 0 && remove.length === 0) {
      return;
    }
    this.#updating = true;
    const id = this.#watchId;
    try {
      await post(`watch/${encodeURIComponent(id)}`, { addEmails: add, removeEmails: remove }, this.#abort.signal);
      if (id === this.#watchId) {
        add.forEach((email) => this.#followed.add(email));
        remove.forEach((email) => this.#followed.delete(email));
      }
    } catch {
      // the stream is lost, or another one by now: the next one begins with whom it wants
      await new Promise((resolve) => setTimeout(resolve, 500));
    } finally {
      this.#updating = false;
    }
    this.#update();
  }

  /** Fetches what changed with everybody else since the last time. Nobody looks at a page that is hidden. */
  async catchUp() {
    if (this.whole || !this.#list || document.hidden || this.catching) {
      return;
    }
    const list = this.#list;
    this.catching = true;
    try {
      const response = await send("watch", { body: { contactLists: [list], resumeToken: this.#caughtUp, once: "true" }, signal: this.#abort.signal });
      let token = "";
      await readEvents(response, {
        onAlive: () => {},
        onEvent: (name, data, id) => {
          token = id || token;
          if (this.#list === list) {
            this.#take(name, data);
          }
        },
      });
      if (this.#list === list) {
        this.#caughtUp = token || this.#caughtUp;
        this.#sink.caughtUp();
      }
    } catch (failure) {
      if (failure instanceof Refusal && failure.reason === "BAD_RESUME_TOKEN") {
        this.#caughtUp = "";
      }
    } finally {
      this.catching = false;
    }
  }
}
