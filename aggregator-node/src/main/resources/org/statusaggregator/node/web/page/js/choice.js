// Which columns are shown.

import { $, el } from "./dom.js";
import { COLUMNS } from "./columns.js";

/** Shows the dialog; chosen(ids) at each change. */
export function openColumnChoice(ids, chosen) {
  const dialog = $("column-choice");
  const now = new Set(ids);
  const box = (column) =>
    el(
      "label",
      {},
      el("input", {
        type: "checkbox",
        checked: now.has(column.id),
        disabled: column.id === "name",
        on: {
          change: (event) => {
            event.target.checked ? now.add(column.id) : now.delete(column.id);
            chosen(COLUMNS.map(({ id }) => id).filter((id) => now.has(id)));
          },
        },
      }),
      column.title,
    );
  dialog.replaceChildren(
    el("h2", { id: "column-choice-title" }, "Columns"),
    el("div", { class: "choices" }, ...COLUMNS.map(box)),
    el("button", { class: "primary", on: { click: () => dialog.close() } }, "Done"),
  );
  dialog.showModal();
}
