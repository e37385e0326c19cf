// What a status means to the eye, and which of several rows counts.

/** The kinds that have an icon of their own. A status key is never mapped to another: this is only its colour. */
export const KINDS = { free: "available", phone: "on phone", busy: "away", dnd: "do not disturb", off: "logged off", none: "no status" };

export const isLoggedOn = (status) => status.logonServer !== "";

export function kind(status) {
  if (!status) {
    return "none";
  }
  if (!isLoggedOn(status)) {
    return "off";
  }
  if (status.onPhone) {
    return "phone";
  }
  if (/^available\b/i.test(status.statusKey)) {
    return "free";
  }
  return /do not disturb|\bdnd\b/i.test(status.statusKey) ? "dnd" : "busy";
}

/** Whether the row of the same user is newer than the other one. */
export function isNewer(status, other) {
  const epoch = Number(status.epoch) - Number(other.epoch);
  return epoch !== 0 ? epoch > 0 : Number(status.sequence) >= Number(other.sequence);
}

/** Of several rows the one that counts: logged on, then the later since, then the smaller name of the CIC server. As everywhere in the aggregator. */
export function better(one, other) {
  if (!one || !other) {
    return one ?? other;
  }
  if (isLoggedOn(one) !== isLoggedOn(other)) {
    return isLoggedOn(one) ? one : other;
  }
  const since = (Date.parse(one.statusSince ?? 0) || 0) - (Date.parse(other.statusSince ?? 0) || 0);
  if (since !== 0) {
    return since > 0 ? one : other;
  }
  return one.cicServer + one.userId <= other.cicServer + other.userId ? one : other;
}

export const SOURCES = {
  REPORTED: "reported by the CIC server",
  LEASE_EXPIRED: "the CIC server was silent, so its users were logged off",
  RESTORED: "read back after a full stop; the CIC server has not reported since",
};

export const STATES = {
  SYNCHRONIZING: "is sending its users; statuses may be missing or old",
  LIVE: "is connected",
  STALE: "has lost its connection: statuses are the last known",
  EXPIRED: "is gone: its users are shown logged off",
};

/** Whether rows of a CIC server in this state are only the last known ones. */
export const isStale = (state) => state === "STALE";
