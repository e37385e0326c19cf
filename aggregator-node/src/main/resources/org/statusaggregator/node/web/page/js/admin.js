// How the cluster does, for administrators.

import { $, el } from "./dom.js";
import { get } from "./api.js";
import { plot } from "./plot.js";
import { age, shown, when } from "./text.js";
import { STATES } from "./status.js";

const DAY = 86400000;
const SOON = 30;
const BAD_POLLS = new Set(["FAILED", "HELD_BACK"]);
let timer = null;

/** Shows the overview and keeps it up to date until it is hidden. */
export function openAdmin() {
  clearInterval(timer);
  const draw = () => {
    if ($("admin").hidden) {
      clearInterval(timer);
    } else if (!document.hidden) {
      get("admin").then(write).catch(() => {}); // the banner says so if the node is gone
    }
  };
  timer = setInterval(draw, 5000);
  draw();
}

function write(state) {
  const focused = $("admin").contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  const seconds = state.secondsBetween;
  const live = state.cicServers.filter((cic) => cic.state === "LIVE").length;
  const users = state.cicServers.reduce((sum, cic) => sum + cic.users, 0);
  const rate = (name, rates) => tile(name, rates.length ? rates.at(-1).toFixed(1) : "–", {}, ...plot(name, rates, seconds, true));
  $("admin").replaceChildren(
    attention(state),
    el(
      "div",
      { class: "tiles" },
      tile("Nodes", state.nodes.length),
      tile("CIC servers connected", `${live} of ${state.cicServers.length}`, { attention: live < state.cicServers.length }),
      tile("Users", users.toLocaleString()),
      tile("Watches at this node", state.watches.toLocaleString()),
      tile("Slow watches", state.slow.toLocaleString(), { attention: state.slow > 0 }),
    ),
    el(
      "div",
      { class: "tiles wide" },
      rate("Changes a second", state.changesPerSecond),
      rate("Sent to watches a second", state.deliveredPerSecond),
    ),
    table(
      "Nodes",
      ["Node", "Page", "Version", "CIC servers", "Remark"],
      state.nodes.map((node) => [
        shown(node.name),
        node.address ? el("a", { href: node.address, rel: "noreferrer" }, node.address) : "off",
        shown(node.version),
        number(node.cicServers),
        [node.answering ? "this one" : "", node.oldest ? "polls contact lists" : ""].filter(Boolean).join("; "),
      ]),
    ),
    table(
      "CIC servers",
      ["CIC server", "State", "Publishes to", "Users", "Changes a second, last hour"],
      state.cicServers.map((cic) => [
        shown(cic.name),
        `${cic.state}: ${STATES[cic.state] ?? ""}`,
        shown(cic.homeNode) || "–",
        number(cic.users),
        el("span", {}, ...plot(`changes a second of ${shown(cic.name)}`, cic.changesPerSecond, seconds)),
      ]),
    ),
    table(
      "Slow watches at this node",
      ["Who", "Role", "Since", "Rows behind"],
      state.slowWatches.map((watch) => [shown(watch.peer), watch.role, when(watch.since), number(watch.behind)]),
    ),
    table(
      "Certificates",
      ["Certificate", "Ends", "Left"],
      state.certificates.map((one) => [shown(one.name), when(one.endsAt), days(one) < SOON ? el("b", { class: "error" }, left(one)) : left(one)]),
    ),
    table(
      "Contact lists",
      ["List", "Contacts", "Last poll", "Outcome", "Next poll"],
      state.contactLists.map((list) => [shown(list.label), number(list.contacts), list.endedAt ? `${age(list.endedAt)} ago` : "never", outcome(list), when(list.nextAt)]),
    ),
  );
  if (focused !== null) {
    [...$("admin").querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus({ preventScroll: true });
  }
}

/** What somebody should look at, in words. */
function attention(state) {
  const points = [
    ...state.cicServers.filter((cic) => cic.state !== "LIVE").map((cic) => `CIC server ${shown(cic.name)} ${STATES[cic.state] ?? cic.state}.`),
    ...state.certificates.filter((one) => days(one) < SOON).map((one) => `Certificate of ${shown(one.name)}: ${left(one)}.`),
    ...state.contactLists.filter((list) => BAD_POLLS.has(list.outcome) || list.failures > 0).map((list) => `Contact list ${shown(list.label)}: ${outcome(list)}.`),
    ...(state.slow > 0 ? [`${state.slow} of ${state.watches} watches at this node take changes more slowly than they come.`] : []),
    ...(state.nodes.length < 2 ? ["There is only one node: what it has exists once."] : []),
  ];
  return points.length > 0
    ? el("ul", { class: "attention-list", "aria-label": "What needs attention" }, ...points.map((point) => el("li", {}, point)))
    : el("p", { class: "fine" }, "Nothing needs attention.");
}

const days = (certificate) => Math.floor((Date.parse(certificate.endsAt) - Date.now()) / DAY);

function left(certificate) {
  const number = days(certificate);
  return number < 0 ? "has ended" : `ends in ${number} ${number === 1 ? "day" : "days"}`;
}

function outcome(list) {
  return list.outcome.toLowerCase().replaceAll("_", " ") + (list.message ? `: ${shown(list.message)}` : "") + (list.failures ? ` (${list.failures} in a row)` : "");
}

const number = (value) => ({ number: value.toLocaleString() });

function tile(name, value, { attention = false } = {}, ...more) {
  return el("div", { class: attention ? "tile attention" : "tile" }, name, el("b", {}, String(value)), ...more);
}

function table(title, columns, rows) {
  const body = rows.length > 0 ? rows : [["none", ...columns.slice(1).map(() => "")]];
  const cell = (content) => (content.number === undefined ? el("td", {}, content) : el("td", { class: "number" }, content.number));
  const isNumber = (i) => rows[0]?.[i]?.number !== undefined;
  return el(
    "section",
    { "aria-label": title },
    el("h2", {}, title),
    el(
      "div",
      { class: "wrap", tabindex: "0", role: "group", "aria-label": title },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, ...columns.map((column, i) => el("th", { scope: "col", class: isNumber(i) ? "number" : null }, column)))),
        el("tbody", {}, ...body.map((row) => el("tr", {}, ...row.map(cell)))),
      ),
    ),
  );
}
