// Signing in and out.

import { $ } from "./dom.js";
import { Refusal, get, post, remember } from "./api.js";

/** Who is signed in; null = nobody. */
export async function session() {
  try {
    return remember(await get("session"));
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 401) {
      return null;
    }
    throw failure;
  }
}

/** Shows the form until somebody has signed in. */
export function askToSignIn(message = "") {
  $("app").hidden = true;
  $("sign-in").hidden = false;
  error(message);
  $("sign-in-name").focus();
  return new Promise((resolve) => {
    $("sign-in-form").onsubmit = async (event) => {
      event.preventDefault();
      const button = $("sign-in-button");
      button.disabled = true;
      try {
        const person = remember(await post("sign-in", { name: $("sign-in-name").value, password: $("sign-in-password").value }));
        $("sign-in").hidden = true;
        error("");
        resolve(person);
      } catch (failure) {
        error(failure instanceof Refusal ? `Not signed in: ${failure.message}.` : "Not signed in: the node does not answer.");
      } finally {
        $("sign-in-password").value = "";
        button.disabled = false;
      }
      if (!$("sign-in").hidden) {
        $("sign-in-password").focus();
      }
    };
  });
}

function error(message) {
  $("sign-in-error").textContent = message;
  $("sign-in-error").hidden = message === "";
}

export async function signOut() {
  await post("sign-out", {}).catch(() => {});
}
