// The table: only the rows on the screen are elements, laid out by the library of virtual rows.

import "./process.js";
import { Virtualizer, defaultRangeExtractor, elementScroll, observeElementOffset, observeElementRect } from "../lib/virtual-core/index.js";
import { $, el, setAttribute, setText } from "./dom.js";
import { render, staleReason, widths } from "./columns.js";
import { shown } from "./text.js";

export class Table {
  #people;
  #view;
  #handlers;
  #context;
  #columns = [];
  #body = $("grid-body");
  #space = $("grid-space");
  #elements = new Map();
  #free = [];
  #active = 0;
  #virtual;
  #scheduled = false;

  /** handlers: open(person), menu(person, x, y, element), sort(column), filter(column, typed), window(persons). */
  constructor(people, view, handlers, context) {
    this.#people = people;
    this.#view = view;
    this.#handlers = handlers;
    this.#context = context;
    this.#virtual = new Virtualizer({
      count: 0,
      getScrollElement: () => this.#body,
      estimateSize: () => this.#rowHeight,
      overscan: 6,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      // the row that has the focus stays, or the keyboard would lose its place
      rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), Math.min(this.#active, range.count - 1)])].sort((a, b) => a - b),
      onChange: () => this.#draw(),
    });
    this.#virtual._didMount();
    this.#virtual._willUpdate();
    matchMedia("(max-width: 640px)").addEventListener("change", () => this.#remeasure());
    this.#listen();
  }

  get #rowHeight() {
    return parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row"), 10);
  }

  #remeasure() {
    this.#virtual.measure();
    this.refresh();
  }

  /** Shows these columns. */
  columns(columns) {
    this.#columns = columns;
    const { template, least } = widths(columns);
    $("grid").style.setProperty("--columns", template);
    $("grid").style.setProperty("--width", `${least}px`);
    $("grid").setAttribute("aria-colcount", columns.length);
    this.#titles();
    for (const row of this.#elements.values()) {
      row.remove();
    }
    this.#elements.clear();
    this.#free = [];
    this.refresh();
  }

  #titles() {
    const sort = this.#view.sort;
    $("grid-titles").replaceChildren(
      ...this.#columns.map((column) => {
        const sorted = sort.column === column.id;
        const arrow = sorted ? (sort.descending ? " ▼" : " ▲") : "";
        return el(
          "div",
          { class: "cell", role: "columnheader", "data-column": column.id, "aria-sort": sorted ? (sort.descending ? "descending" : "ascending") : "none" },
          el("button", { title: `Sort by ${column.title}`, on: { click: () => this.#handlers.sort(column) } }, column.title + arrow),
        );
      }),
    );
    const typed = this.#view.filters;
    $("grid-filters").replaceChildren(
      ...this.#columns.map((column) =>
        el(
          "div",
          { class: "cell", role: "gridcell", "data-column": column.id },
          el("input", {
            type: "search",
            "aria-label": `Filter ${column.title}`,
            placeholder: "…",
            title: "contains; =exact; * for any text",
            maxlength: 256,
            value: typed.get(column.id) ?? "",
            class: typed.has(column.id) ? "used" : null,
            on: { input: (event) => this.#type(column, event) },
          }),
        ),
      ),
    );
  }

  /** The titles again, with another order; what is being typed stays. */
  titles() {
    const focus = document.activeElement;
    const at = focus?.closest?.("#grid-head .cell")?.dataset.column;
    this.#titles();
    if (at) {
      document.querySelector(`#grid-titles [data-column="${at}"] button`)?.focus();
    }
  }

  #type(column, event) {
    event.target.classList.toggle("used", event.target.value.trim() !== "");
    this.#handlers.filter(column, event.target.value, event.timeStamp);
  }

  /** Other persons are shown, or in another order. */
  refresh({ top = false } = {}) {
    const count = this.#view.shown.length;
    this.#virtual.setOptions({ ...this.#virtual.options, count });
    this.#virtual._willUpdate();
    if (top) {
      this.#active = 0;
      this.#virtual.scrollToOffset(0);
    }
    $("grid").setAttribute("aria-rowcount", count + 2);
    this.#draw();
  }

  /** Persons changed: those on the screen are written again. */
  update(persons) {
    if (persons.some((person) => this.#elements.has(person))) {
      this.soon();
    }
  }

  /** Writes what is on the screen again, with the next frame. */
  soon() {
    if (!this.#scheduled) {
      this.#scheduled = true;
      requestAnimationFrame(() => {
        this.#scheduled = false;
        this.#draw();
      });
    }
  }

  #draw() {
    const items = this.#virtual.getVirtualItems();
    this.#space.style.height = `${this.#virtual.getTotalSize()}px`;
    const wanted = new Map();
    for (const item of items) {
      const person = this.#view.shown[item.index];
      if (person) {
        wanted.set(person, item);
      }
    }
    for (const [person, row] of this.#elements) {
      if (!wanted.has(person)) {
        this.#elements.delete(person);
        this.#free.push(row);
        row.remove();
      }
    }
    for (const [person, item] of wanted) {
      let row = this.#elements.get(person);
      if (!row) {
        row = this.#free.pop() ?? this.#row();
        this.#elements.set(person, row);
      }
      this.#write(row, person, item);
    }
    this.#arrange([...wanted.keys()].map((person) => this.#elements.get(person)));
    this.#handlers.window([...wanted.keys()]);
  }

  #row() {
    const cells = this.#columns.map((column) => el("div", { class: "cell", role: "gridcell", "data-column": column.id }));
    const row = el("div", { class: "row", role: "row" }, ...cells);
    row.cells = cells;
    return row;
  }

  /** Puts the rows into the order in which they are read aloud. The row with the focus is not moved: it would lose it. */
  #arrange(rows) {
    const fixed = Math.max(0, rows.indexOf(document.activeElement));
    if (rows.length > 0 && !rows[fixed].isConnected) {
      this.#space.append(rows[fixed]);
    }
    for (let i = fixed - 1; i >= 0; i--) {
      if (rows[i].nextSibling !== rows[i + 1]) {
        rows[i + 1].before(rows[i]);
      }
    }
    for (let i = fixed + 1; i < rows.length; i++) {
      if (rows[i].previousSibling !== rows[i - 1]) {
        rows[i - 1].after(rows[i]);
      }
    }
  }

  #write(row, person, item) {
    row.person = person;
    row.index = item.index;
    setAttribute(row, "aria-rowindex", String(item.index + 3));
    setAttribute(row, "tabindex", item.index === this.#active ? "0" : "-1");
    setAttribute(row, "class", staleReason(this.#people, person) ? "row stale" : "row");
    setAttribute(row, "data-email", shown(person.email));
    const move = `translateY(${item.start}px)`;
    if (row.style.transform !== move) {
      row.style.transform = move;
    }
    this.#columns.forEach((column, i) => render(column, row.cells[i], person, this.#context));
  }

  #listen() {
    const rowOf = (event) => event.target.closest?.(".rows > .row");
    this.#space.addEventListener("contextmenu", (event) => {
      const row = rowOf(event);
      if (row) {
        event.preventDefault();
        this.#focus(row.index);
        const box = row.getBoundingClientRect();
        const byKey = event.clientX === 0 && event.clientY === 0;
        this.#handlers.menu(row.person, byKey ? box.left + 40 : event.clientX, byKey ? box.bottom : event.clientY, row);
      }
    });
    this.#space.addEventListener("click", (event) => {
      const row = rowOf(event);
      if (row) {
        this.#focus(row.index);
      }
    });
    this.#space.addEventListener("dblclick", (event) => rowOf(event) && this.#handlers.open(rowOf(event).person));
    $("grid").addEventListener("keydown", (event) => this.#key(event));
  }

  #key(event) {
    const row = event.target.closest?.(".rows > .row");
    if (!row) {
      if (event.key === "ArrowDown" && event.target.closest(".filters, .titles")) {
        event.preventDefault();
        this.#focus(this.#active);
      }
      return;
    }
    const page = Math.max(1, Math.floor(this.#body.clientHeight / this.#rowHeight) - 1);
    const last = this.#view.shown.length - 1;
    const to = { ArrowDown: row.index + 1, ArrowUp: row.index - 1, PageDown: row.index + page, PageUp: row.index - page, Home: 0, End: last }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#focus(Math.max(0, Math.min(last, to)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#handlers.open(row.person);
    } else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      event.preventDefault();
      const box = row.getBoundingClientRect();
      this.#handlers.menu(row.person, box.left + 40, box.bottom, row);
    }
  }

  /** Moves the focus to the row where it was last. */
  focus() {
    this.#focus(this.#active);
  }

  #focus(index) {
    if (!this.#view.shown[index]) {
      return;
    }
    this.#active = index;
    this.#virtual.scrollToIndex(index, { align: "auto" });
    this.#draw();
    this.#elements.get(this.#view.shown[index])?.focus({ preventScroll: true });
  }
}
