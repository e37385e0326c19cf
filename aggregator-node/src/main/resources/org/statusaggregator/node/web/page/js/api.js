// Calls of the REST interface.

const ROOT = "/api/v1/";
let antiForgeryToken = "";

/** A call that was refused, with what problem+json says. */
export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `the node answered ${status}`);
    this.status = status;
    this.reason = problem.reason ?? "";
  }
}

/** Notes the token that calls show which change something. */
export function remember(session) {
  antiForgeryToken = session.antiForgeryToken ?? "";
  return session;
}

/** Sends a call. Answers the response; throws a Refusal, or a TypeError if the node cannot be reached. */
export async function send(path, { body, signal } = {}) {
  const response = await fetch(ROOT + path, {
    method: body === undefined ? "GET" : "POST",
    headers: body === undefined ? {} : { "Content-Type": "application/json", "X-Anti-Forgery-Token": antiForgeryToken },
    body: body === undefined ? undefined : JSON.stringify(body),
    credentials: "same-origin",
    redirect: "error",
    signal,
  });
  if (!response.ok) {
    throw new Refusal(response.status, await response.json().catch(() => ({})));
  }
  return response;
}

/** The JSON that a call answers. */
export async function get(path, options) {
  const response = await send(path, options);
  return response.status === 204 ? null : response.json();
}

export const post = (path, body, signal) => get(path, { body, signal });
