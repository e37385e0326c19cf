// Notices that come and go, and the browser's own notifications.

import { $, el } from "./dom.js";

/** Shows a notice for a while. */
export function toast(text, seconds = 8) {
  const close = () => notice.remove();
  const notice = el("div", { class: "toast" }, el("span", {}, text), el("button", { "aria-label": "Close notice", on: { click: close } }, "×"));
  $("toasts").append(notice);
  setTimeout(close, seconds * 1000);
}

/** Asks once whether notifications may be shown. */
export async function askForNotifications() {
  if ("Notification" in window && Notification.permission === "default") {
    await Notification.requestPermission();
  }
}

/** Tells the person even when the page is behind other windows. */
export function notify(text) {
  toast(text, 60);
  if ("Notification" in window && Notification.permission === "granted") {
    try {
      new Notification("Directory", { body: text, icon: "/icon.svg", tag: text });
    } catch {
      // phones show them through workers only; the notice on the page is there
    }
  }
}
