// Small plots of rates over the last hour.

import { el } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const SAMPLES = 180;
const HEIGHT = 40;

/** A line of the last hour: rates, the oldest first, and how many seconds lie between two. With a scale below it if it is large. */
export function plot(name, rates, seconds, scale = false) {
  const top = Math.max(1, ...rates);
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("class", "plot");
  svg.setAttribute("viewBox", `0 0 ${SAMPLES} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  const minutes = Math.round((rates.length * seconds) / 60);
  const now = rates.length > 0 ? `, ${rates.at(-1).toFixed(1)} now, at most ${Math.max(...rates).toFixed(1)}` : ": nothing is known yet";
  svg.setAttribute("aria-label", `${name} over the last ${minutes} minutes${now}`);
  svg.append(shape("line", { x1: 0, x2: SAMPLES, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 }));
  const points = rates.map((rate, i) => `${SAMPLES - rates.length + i + 1},${HEIGHT - 1 - (rate / top) * (HEIGHT - 2)}`);
  svg.append(shape("polyline", { points: points.join(" ") }));
  return scale ? [svg, el("span", { class: "scale" }, el("span", {}, "1 hour ago"), el("span", {}, `highest ${rates.length > 0 ? Math.max(...rates).toFixed(1) : "–"}`), el("span", {}, "now"))] : [svg];
}

function shape(name, attributes) {
  const element = document.createElementNS(NS, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}
