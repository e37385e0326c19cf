// Who is shown, and in which order: filters above the columns, favourites, sorting. No elements here.

import { byId, foldedText } from "./columns.js";
import { matcher } from "./text.js";
import { kind } from "./status.js";

export class View {
  /** Who is shown, in order. */
  shown = [];
  #people;
  #filters = new Map();
  #sort = { column: "name", descending: false };
  /** Everybody in the order of a column that does not change with statuses. */
  #orders = new Map();
  #only = null;

  constructor(people) {
    this.#people = people;
  }

  /** Other contacts: orders are worked out anew. */
  reset() {
    this.#orders.clear();
    this.compute();
  }

  get sort() {
    return this.#sort;
  }

  get filters() {
    return this.#filters;
  }

  /** Whether anybody is left out. */
  get isNarrowed() {
    return this.#filters.size > 0 || this.#only !== null;
  }

  filter(column, typed) {
    typed.trim() === "" ? this.#filters.delete(column) : this.#filters.set(column, typed);
    this.compute();
  }

  clear() {
    this.#filters.clear();
    this.#only = null;
    this.compute();
  }

  /** Shows only persons for whom the test is true; null = everybody. */
  only(test) {
    this.#only = test;
    this.compute();
  }

  sortBy(column, descending) {
    this.#sort = { column, descending };
    this.compute();
  }

  /** Whether a change of a status can change who is shown, or where. */
  get followsStatus() {
    return byId(this.#sort.column).ofStatus || [...this.#filters.keys()].some((column) => byId(column).ofStatus);
  }

  compute() {
    const tests = [...this.#filters].map(([id, typed]) => ({ column: byId(id), matches: matcher(typed) }));
    tests.sort((one, other) => Number(one.column.ofStatus) - Number(other.column.ofStatus)); // the quick ones first
    const matches = (person) =>
      (!this.#only || this.#only(person)) && tests.every(({ column, matches }) => matches(foldedText(this.#people, column, person)));
    const column = byId(this.#sort.column);
    let ordered = column.ofStatus ? this.#people.all : this.#order(column);
    if (tests.length > 0 || this.#only) {
      ordered = ordered.filter(matches);
    }
    if (column.ofStatus) {
      ordered = this.#sorted(ordered, column);
    }
    this.shown = this.#sort.descending ? [...ordered].reverse() : ordered;
  }

  #order(column) {
    if (column.id === "name") {
      return this.#people.all; // as the list comes
    }
    if (!this.#orders.has(column.id)) {
      this.#orders.set(column.id, this.#sorted(this.#people.all, column));
    }
    return this.#orders.get(column.id);
  }

  /** By text, those without one last; equal ones by name. */
  #sorted(people, column) {
    const keyed = people.map((person) => ({ person, key: foldedText(this.#people, column, person) || "\uffff" }));
    keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : one.person.index - other.person.index));
    return keyed.map(({ person }) => person);
  }

  /** How many of those who are shown are in each kind of status. */
  counts() {
    return count(this.shown);
  }

  /** The same for each department of those who are shown. */
  groups() {
    const groups = new Map();
    for (const person of this.shown) {
      const name = person.department ?? "";
      groups.has(name) ? groups.get(name).push(person) : groups.set(name, [person]);
    }
    return [...groups].map(([name, people]) => ({ name, ...count(people) })).sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}

function count(people) {
  const counts = { all: people.length, free: 0, phone: 0, busy: 0, dnd: 0, off: 0, none: 0 };
  for (const person of people) {
    counts[kind(person.status)]++;
  }
  return counts;
}
