// Everything about one person.

import { $, el } from "./dom.js";
import { get } from "./api.js";
import { age, shown, until, when } from "./text.js";
import { kind, KINDS, SOURCES, STATES } from "./status.js";

const OWN = new Set(["id", "emails", "status", "others"]);
const TITLES = {
  displayName: "Name", firstName: "First name", lastName: "Last name", userId: "User id", title: "Title", department: "Department", company: "Company",
  businessPhone: "Telephone", mobilePhone: "Mobile", extension: "Extension", businessCity: "Location", businessCountry: "Country",
};

/** Shows the dialog of a person. */
export function openDetails(person, people, list) {
  const dialog = $("details");
  const contact = el("div");
  const write = () => {
    dialog.replaceChildren(
      el("h2", { id: "details-title" }, shown(person.name), el("button", { "aria-label": "Close", on: { click: () => dialog.close() } }, "×")),
      ...statuses(person, people),
      contact,
    );
  };
  write();
  person.onChange = () => dialog.open && write();
  dialog.addEventListener("close", () => delete person.onChange, { once: true });
  contact.append(pairs(fields(person)));
  if (!dialog.open) {
    dialog.showModal();
  }
  // the table has only some of the fields
  get(`contacts?contactList=${encodeURIComponent(list)}&pageSize=1&id=${encodeURIComponent("=" + person.id)}`)
    .then(({ contacts: [whole] }) => whole && contact.replaceChildren(pairs(fields(whole))))
    .catch(() => {}); // what is known is shown
}

function statuses(person, people) {
  const rows = people.statuses(person);
  if (rows.length === 0) {
    return [el("p", {}, "No CIC server reports a status for this person.")];
  }
  return rows.flatMap((status, i) => [
    ...(i === 1 ? [el("h3", {}, "Also reported")] : []),
    pairs([
      ["Status", shown(status.statusKey) || KINDS[kind(status)]],
      ["Since", status.statusSince ? `${when(status.statusSince)} (${age(status.statusSince)})` : ""],
      ["Until", until(status.until)],
      ["Detail", shown(status.detail)],
      ["On phone", status.onPhone ? `yes${status.onPhoneSince ? `, since ${when(status.onPhoneSince)}` : ""}` : "no"],
      ["Logged on at", shown(status.logonServer) || "not logged on"],
      ["After log-off", status.persistent ? "the status stays" : "the status is cleared"],
      ["Origin", `CIC server ${shown(status.cicServer)}, user ${shown(status.userId)}: ${SOURCES[status.source] ?? status.source}`],
      ["CIC server", `${shown(status.cicServer)} ${STATES[people.cicServers.get(status.cicServer)] ?? ""}`],
      ["Version", `${status.epoch}.${status.sequence}`],
    ]),
  ]);
}

function fields(contact) {
  const emails = contact.emails ?? [];
  const named = Object.entries(TITLES).map(([name, title]) => [title, shown(contact[name] ?? "")]);
  const others = Object.entries(contact.others ?? {}).filter(([name]) => !OWN.has(name));
  return [["E-mail", shown(emails.join(", "))], ...named, ...others.map(([name, value]) => [name, shown(value)])];
}

function pairs(list) {
  return el("dl", {}, ...list.filter(([, value]) => value).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}
