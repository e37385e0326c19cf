// Texts: made harmless, compared, and times as people read them.

// Control characters, and marks that turn the direction of what follows or is around them.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const ASCII = /^[\x20-\x7e]*$/;

/** The text without characters that a browser would obey instead of show. */
export function shown(text) {
  return ASCII.test(text) ? text : text.replace(OBEYED, "");
}

/** The form in which texts are compared: case and accents do not matter. */
export function fold(text) {
  return ASCII.test(text) ? text.toLowerCase() : text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What was typed above a column as a test of folded texts: "=text" exact, * any text, else contained. null = nothing typed. */
export function matcher(typed) {
  const text = fold(typed.trim());
  if (text === "") {
    return null;
  }
  if (text.startsWith("=")) {
    const exact = text.slice(1).trim();
    return (value) => value === exact;
  }
  if (text.includes("*")) {
    const parts = text.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`^${parts.join(".*?")}$`, "s");
    return (value) => pattern.test(value);
  }
  return (value) => value.includes(text);
}

/** How long ago: the two largest units. */
export function age(since, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  const two = (number) => String(number).padStart(2, "0");
  if (seconds >= 86400) {
    return `${Math.floor(seconds / 86400)}d${Math.floor((seconds % 86400) / 3600)}h`;
  }
  if (seconds >= 3600) {
    return `${Math.floor(seconds / 3600)}h${two(Math.floor((seconds % 3600) / 60))}m`;
  }
  return seconds >= 60 ? `${Math.floor(seconds / 60)}m${two(seconds % 60)}s` : `${seconds}s`;
}

/** A time with its date. */
export function when(time) {
  return time ? new Date(time).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" }) : "";
}

/** The parts of an expectation that are meant. */
export function until(expected) {
  if (!expected?.time) {
    return "";
  }
  const time = new Date(expected.time);
  const today = time.toDateString() === new Date().toDateString();
  const date = expected.hasDate && !(today && expected.hasTime) ? time.toLocaleDateString(undefined, { dateStyle: "medium" }) : "";
  const clock = expected.hasTime ? time.toLocaleTimeString(undefined, { timeStyle: "short" }) : "";
  return [date, clock].filter(Boolean).join(" ");
}
