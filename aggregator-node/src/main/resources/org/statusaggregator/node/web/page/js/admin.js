// How the cluster does, for administrators.

import { $, el } from "./dom.js";
import { get } from "./api.js";
import { age, shown, when } from "./text.js";
import { STATES } from "./status.js";

const DAY = 86400000;
let timer = null;

/** Shows the overview and keeps it up to date until it is hidden. */
export function openAdmin() {
  clearInterval(timer);
  const draw = () => {
    if ($("admin").hidden) {
      clearInterval(timer);
    } else {
      get("admin").then(write).catch(() => {}); // the banner says so if the node is gone
    }
  };
  timer = setInterval(draw, 5000);
  draw();
}

function write(state) {
  const live = state.cicServers.filter((cic) => cic.state === "LIVE").length;
  const users = state.cicServers.reduce((sum, cic) => sum + cic.users, 0);
  const rates = state.changesPerSecond;
  $("admin").replaceChildren(
    el(
      "div",
      { class: "tiles" },
      tile("Nodes", state.nodes.length),
      tile("CIC servers connected", `${live} of ${state.cicServers.length}`),
      tile("Users", users.toLocaleString()),
      tile("Watches at this node", state.watches),
      tile("Slow ones", state.slowWatches.length),
      tile("Changes a second", rates.length ? rates.at(-1).toFixed(1) : "–", plot(rates, state.secondsBetween)),
    ),
    table("Nodes", ["Node", "Page", ""], state.nodes.map((node) => [shown(node.name), node.address ? el("a", { href: node.address, rel: "noreferrer" }, node.address) : "off", node.answering ? "this one" : ""])),
    table("CIC servers", ["CIC server", "State", "Publishes to", "Users"], state.cicServers.map((cic) => [shown(cic.name), `${cic.state}: ${STATES[cic.state] ?? ""}`, shown(cic.homeNode), cic.users.toLocaleString()])),
    table("Slow watches at this node", ["Who", "Role", "Rows behind"], state.slowWatches.map((watch) => [shown(watch.peer), watch.role, watch.behind.toLocaleString()])),
    table(
      "Certificates of this node",
      ["Certificate", "Ends", ""],
      state.certificates.map((one) => {
        const days = Math.floor((Date.parse(one.endsAt) - Date.now()) / DAY);
        return [shown(one.name), when(one.endsAt), days < 30 ? el("b", { class: "error" }, `in ${days} days`) : `in ${days} days`];
      }),
    ),
    table(
      "Contact lists",
      ["List", "Contacts", "Last poll", "Outcome", "Next poll"],
      state.contactLists.map((list) => [
        shown(list.label),
        list.contacts.toLocaleString(),
        list.endedAt ? `${age(list.endedAt)} ago` : "never",
        list.outcome + (list.message ? `: ${shown(list.message)}` : "") + (list.failures ? ` (${list.failures} in a row)` : ""),
        when(list.nextAt),
      ]),
    ),
  );
}

const tile = (name, value, ...more) => el("div", { class: "tile" }, name, el("b", {}, String(value)), ...more);

function table(title, columns, rows) {
  const body = rows.length > 0 ? rows : [["none", ...columns.slice(1).map(() => "")]];
  return el(
    "section",
    {},
    el("h2", {}, title),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, column || el("span", { class: "hidden" }, "Remark"))))),
      el("tbody", {}, ...body.map((row) => el("tr", {}, ...row.map((cell) => el("td", {}, cell))))),
    ),
  );
}

/** A small line over the last hour. */
function plot(rates, seconds) {
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", "0 0 180 40");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  const top = Math.max(1, ...rates);
  svg.setAttribute("aria-label", `changes a second over the last ${Math.round((rates.length * seconds) / 60)} minutes, at most ${top.toFixed(1)}`);
  const line = document.createElementNS(NS, "polyline");
  line.setAttribute("points", rates.map((rate, i) => `${180 - rates.length + i},${39 - (rate / top) * 38}`).join(" "));
  svg.append(line);
  return svg;
}
