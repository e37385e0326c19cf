// The menu of a person.

import { $, el } from "./dom.js";

let back = null;

/** Shows choices at a place; each has a title and an action. */
export function openMenu(choices, x, y, opener) {
  const menu = $("menu");
  back = opener;
  menu.replaceChildren(
    ...choices.map(({ title, action }) =>
      el("button", { role: "menuitem", tabindex: "-1", on: { click: () => (closeMenu(), action()) } }, title),
    ),
  );
  menu.hidden = false;
  menu.style.left = `${Math.max(4, Math.min(x, innerWidth - menu.offsetWidth - 8))}px`;
  menu.style.top = `${Math.max(4, Math.min(y, innerHeight - menu.offsetHeight - 8))}px`;
  menu.firstElementChild.focus();
}

export function closeMenu() {
  if (!$("menu").hidden) {
    $("menu").hidden = true;
    back?.focus?.({ preventScroll: true });
  }
}

export function listenMenu() {
  const menu = $("menu");
  menu.addEventListener("keydown", (event) => {
    const items = [...menu.children];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to % items.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      closeMenu();
    }
  });
  document.addEventListener("pointerdown", (event) => !menu.contains(event.target) && closeMenu());
  document.addEventListener("wheel", closeMenu, { passive: true }); // not "scroll": the row that is chosen may still come into sight
  addEventListener("blur", closeMenu);
}
