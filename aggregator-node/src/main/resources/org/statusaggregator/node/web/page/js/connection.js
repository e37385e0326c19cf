// Whether the node answers, and where else the page is.

import { $, el, setText } from "./dom.js";
import { get } from "./api.js";

let nodes = { nodes: [], sharedAddress: "" };
let node = "";
let since = null;

/** Reads where else the page is, while the node answers. */
export async function readNodes() {
  nodes = await get("nodes").catch(() => nodes);
}

export function live(name) {
  node = name;
  since = null;
  setText($("connection"), `live through ${name}`);
  $("connection").dataset.state = "live";
  $("banner").hidden = true;
  $("app").classList.remove("offline");
}

/** Says so, and from the second failure on what to do. */
export function lost(reason, failures) {
  since ??= new Date();
  $("connection").dataset.state = "lost";
  setText($("connection"), "reconnecting");
  const time = since.toLocaleTimeString();
  if (failures < 2) {
    banner(`Connection lost at ${time}. Reconnecting…`);
    return;
  }
  $("app").classList.add("offline");
  const shared = nodes.sharedAddress && new URL(nodes.sharedAddress).origin !== location.origin ? [{ name: "any node", address: nodes.sharedAddress }] : [];
  const others = [...shared, ...nodes.nodes.filter((one) => !one.answering && one.address)];
  banner(
    `${node || "This node"} does not answer: ${reason}. What you see was so at ${time}. `,
    others.length > 0 ? "Go on with: " : "Trying again…",
    ...others.map((one) => el("a", { href: one.address, rel: "noreferrer" }, one.name)),
  );
  $("banner").classList.add("bad");
}

function banner(...content) {
  const banner = $("banner");
  const key = content.map(String).join("|");
  if (banner.hidden || banner.dataset.key !== key) {
    banner.dataset.key = key;
    banner.classList.remove("bad");
    banner.replaceChildren(...content);
    banner.hidden = false;
  }
}
