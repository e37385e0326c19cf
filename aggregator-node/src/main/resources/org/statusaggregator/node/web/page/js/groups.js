// Departments with how many are free.

import { $, el } from "./dom.js";
import { shown } from "./text.js";

const COLUMNS = [["all", "People"], ["free", "Available"], ["phone", "On phone"], ["busy", "Away"], ["dnd", "Do not disturb"], ["off", "Logged off"], ["none", "No status"]];

/** Writes the table; choose(department) when somebody picks one. */
export function drawGroups(groups, choose) {
  const focused = document.activeElement?.dataset?.group;
  const rows = groups.map((group) =>
    el(
      "tr",
      {},
      el("td", {}, el("button", { "data-group": group.name, on: { click: () => choose(group.name) } }, shown(group.name) || "(none)")),
      ...COLUMNS.map(([key]) => el("td", { class: "number" }, String(group[key]))),
    ),
  );
  $("groups").replaceChildren(
    el(
      "table",
      {},
      el("caption", { class: "hidden" }, "Departments"),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Department"), ...COLUMNS.map(([, title]) => el("th", { scope: "col", class: "number" }, title)))),
      el("tbody", {}, ...rows),
    ),
  );
  if (focused !== undefined) {
    [...$("groups").querySelectorAll("button")].find((button) => button.dataset.group === focused)?.focus();
  }
}
