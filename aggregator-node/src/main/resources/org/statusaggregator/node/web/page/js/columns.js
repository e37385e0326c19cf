// The columns of the table: what stands in them, and what they are filtered and sorted by.

import { el, setAttribute, setText } from "./dom.js";
import { fold, shown, age, until } from "./text.js";
import { isStale, kind, KINDS, STATES } from "./status.js";

/** A column of the contact itself. */
const field = (id, title, width, standard = true) => ({
  id,
  title,
  width,
  standard,
  ofStatus: false,
  text: (person) => shown(person[id] ?? ""),
});

/** A column of the status. */
const ofStatus = (id, title, width, text, standard = true) => ({
  id,
  title,
  width,
  standard,
  ofStatus: true,
  text: (person) => (person.status ? shown(text(person.status)) : ""),
});

export const COLUMNS = [
  { ...field("name", "Name", [150, 1.5]), render: name },
  { ...ofStatus("status", "Status", [206, 1.7], (status) => status.statusKey || KINDS[kind(status)]), render: statusCell },
  { ...ofStatus("phone", "Phone", [76, .5], (status) => (status.onPhone ? "yes" : "no")), render: phone },
  ofStatus("until", "Until", [78, .6], (status) => until(status.until)),
  ofStatus("detail", "Detail", [84, .8], (status) => status.detail),
  ofStatus("logon", "Logged on", [102, .8], (status) => status.logonServer),
  field("department", "Department", [108, 1]),
  field("businessCity", "Location", [88, .8]),
  field("businessPhone", "Telephone", [126, .9]),
  { ...field("email", "E-mail", [140, 1.7]), text: (person) => shown(person.emails.join(" ")) },
  field("title", "Title", [90, 1], false),
  field("company", "Company", [90, 1], false),
  field("extension", "Extension", [80, .6], false),
  field("mobilePhone", "Mobile", [110, 1], false),
  field("businessCountry", "Country", [80, .8], false),
  field("userId", "User id", [90, 1], false),
  ofStatus("cic", "CIC server", [90, .8], (status) => status.cicServer, false),
];

/** The widths of some columns, for the style sheet. */
export function widths(columns) {
  return {
    template: columns.map(({ width: [least, share] }) => `minmax(${least}px, ${share}fr)`).join(" "),
    least: columns.reduce((sum, { width: [least] }) => sum + least, 0),
  };
}

export const byId = (id) => COLUMNS.find((column) => column.id === id);

/** The folded text by which a person is filtered and sorted. */
export function foldedText(people, column, person) {
  return column.ofStatus ? fold(column.text(person)) : people.folded(person, column.id);
}

/** Why what is shown of a person may be old; "" = it is not. */
export function staleReason(people, person) {
  const state = person.status && people.cicServers.get(person.status.cicServer);
  return isStale(state) ? `CIC server ${shown(person.status.cicServer)} ${STATES[state]}` : "";
}

/** Writes a cell. */
export function render(column, cell, person, context) {
  if (column.render) {
    column.render(cell, person, context);
  } else {
    const text = column.text(person);
    setText(cell, text);
    setAttribute(cell, "title", text || null);
  }
}

function parts(cell, make) {
  if (!cell.parts) {
    cell.parts = make();
    cell.append(...Object.values(cell.parts));
  }
  return cell.parts;
}

function name(cell, person, { favourite }) {
  const part = parts(cell, () => ({ text: el("b"), star: el("span", { class: "star", "aria-label": "favourite", role: "img" }), small: el("span", { class: "small" }) }));
  const text = shown(person.name);
  setText(part.text, text);
  setText(part.star, favourite(person) ? "★" : "");
  part.star.hidden = !favourite(person);
  setText(part.small, shown(person.department ?? ""));
  setAttribute(cell, "title", text);
}

function statusCell(cell, person, { people }) {
  const part = parts(cell, () => ({ dot: el("span", { "aria-hidden": "true" }), text: el("span"), age: el("span", { class: "age" }) }));
  const status = person.status;
  const which = kind(status);
  const stale = staleReason(people, person);
  const key = status ? shown(status.statusKey) : "";
  const words = !status ? "" : key || KINDS[which];
  setAttribute(cell, "class", "cell status");
  setAttribute(part.dot, "class", `dot ${which}`);
  setText(part.text, words);
  setText(part.age, status?.statusSince ? age(status.statusSince) : "");
  const spoken = [words, key ? KINDS[which] : "", stale].filter(Boolean).join(", ") || KINDS[which];
  setAttribute(cell, "title", spoken);
  setAttribute(cell, "aria-label", spoken); // the icon says to the eye what must be said to the ear
}

function phone(cell, person) {
  const on = person.status?.onPhone ?? false;
  setAttribute(cell, "class", on ? "cell on-phone" : "cell");
  setText(cell, !on ? "" : person.status.onPhoneSince ? age(person.status.onPhoneSince) : "yes");
  setAttribute(cell, "title", on ? `on the phone${person.status.onPhoneSince ? " for that long" : ""}` : null);
}
