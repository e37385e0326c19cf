// The contacts of a list and what is known of their statuses. No elements here.

import { better, isNewer } from "./status.js";
import { fold, shown } from "./text.js";

export class People {
  /** Everybody, in the order of names. A person: fields by column, emails, folded texts, status. */
  all = [];
  version = "";
  #rows = new Map();
  #rowsOf = new Map();
  #byEmail = new Map();
  #resync = new Map();
  /** The state of each CIC server. */
  cicServers = new Map();

  /** Takes the contacts of a list. Statuses that are known stay. */
  load(list) {
    const ids = list.columns;
    this.version = list.version;
    this.#byEmail = new Map();
    this.all = list.contacts.map((values, index) => {
      const person = { index, folded: {}, status: undefined, emails: [] };
      ids.forEach((column, i) => (person[column] = values[i]));
      person.emails = person.emails ? person.emails.split(" ") : [];
      person.email = person.emails[0] ?? "";
      return person;
    });
    for (const person of this.all) {
      for (const email of person.emails) {
        const others = this.#byEmail.get(email);
        others ? others.push(person) : this.#byEmail.set(email, [person]);
      }
      this.#join(person);
    }
  }

  /** Forgets all statuses: another list follows. */
  clear() {
    this.#rows.clear();
    this.#rowsOf.clear();
    this.cicServers.clear();
    this.all = [];
  }

  ofEmail(email) {
    return this.#byEmail.get(email) ?? [];
  }

  /** The folded text of a column that does not change with the status. */
  folded(person, column) {
    return (person.folded[column] ??= fold(shown(column === "email" ? person.emails.join(" ") : (person[column] ?? ""))));
  }

  /** Every row of a person, the one that counts first. */
  statuses(person) {
    const rows = person.emails.flatMap((email) => [...(this.#rowsOf.get(email) ?? [])]).map((key) => this.#rows.get(key));
    return rows.sort((one, other) => (better(one, other) === one ? -1 : 1));
  }

  /** Takes a row. Answers the persons whose status that changed. */
  take(status) {
    const key = `${status.cicServer}\u0000${status.userId}`;
    this.#resync.get(status.cicServer)?.add(key);
    const held = this.#rows.get(key);
    if (held && !isNewer(status, held)) {
      return [];
    }
    const emails = new Set([status.email]);
    if (held) {
      emails.add(held.email);
      this.#rowsOf.get(held.email)?.delete(key);
    }
    if (status.removed) {
      this.#rows.delete(key);
    } else {
      this.#rows.set(key, status);
      this.#rowsOf.has(status.email) ? this.#rowsOf.get(status.email).add(key) : this.#rowsOf.set(status.email, new Set([key]));
    }
    const touched = [...emails].flatMap((email) => this.ofEmail(email));
    return touched.filter((person) => this.#join(person));
  }

  /** All rows of a CIC server follow; at the end those that did not come are gone. */
  resyncBegin(cicServer) {
    this.#resync.set(cicServer, new Set());
  }

  resyncEnd(cicServer) {
    const seen = this.#resync.get(cicServer);
    this.#resync.delete(cicServer);
    const changed = [];
    for (const [key, row] of seen ? this.#rows : []) {
      if (row.cicServer === cicServer && !seen.has(key)) {
        this.#rows.delete(key);
        this.#rowsOf.get(row.email)?.delete(key);
        changed.push(...this.ofEmail(row.email).filter((person) => this.#join(person)));
      }
    }
    return changed;
  }

  #join(person) {
    let best;
    for (const email of person.emails) {
      for (const key of this.#rowsOf.get(email) ?? []) {
        best = better(best, this.#rows.get(key));
      }
    }
    const changed = best !== person.status;
    person.status = best;
    return changed;
  }
}
