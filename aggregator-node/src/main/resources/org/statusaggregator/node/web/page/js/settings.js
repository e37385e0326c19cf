// What a person chose, kept in this browser, for each person apart.

let key = "";
let values = {};

/** Reads the settings of a person. */
export function open(person) {
  key = `aggregator ${person}`;
  try {
    values = JSON.parse(localStorage.getItem(key) ?? "{}") ?? {};
  } catch {
    values = {}; // not ours, or nothing may be kept: the defaults then
  }
}

export const get = (name, otherwise) => values[name] ?? otherwise;

export function set(name, value) {
  values[name] = value;
  try {
    localStorage.setItem(key, JSON.stringify(values));
  } catch {
    // full, or forbidden: it holds until the page is closed
  }
}
