// The page: wires the parts.

import { $, el, setText } from "./dom.js";
import { get, send } from "./api.js";
import { COLUMNS, byId } from "./columns.js";
import { People } from "./people.js";
import { View } from "./view.js";
import { Table } from "./table.js";
import { Feed } from "./feed.js";
import { openDetails } from "./details.js";
import { closeMenu, listenMenu, openMenu } from "./menu.js";
import { askForNotifications, notify, toast } from "./toasts.js";
import { isStale, kind, STATES } from "./status.js";
import { drawGroups } from "./groups.js";
import { openAdmin } from "./admin.js";
import { openColumnChoice } from "./choice.js";
import { shown } from "./text.js";
import * as connection from "./connection.js";
import * as settings from "./settings.js";
import * as signing from "./sign-in.js";

const people = new People();
const view = new View(people);
let lists = [];
let list = null;
let onScreen = [];
let favourites = new Set();
let awaited = new Map();
let stale = false;
/** Whether all statuses of the list were told once: before that there is nothing to count. */
let known = false;

const table = new Table(
  people,
  view,
  {
    open: (person) => openDetails(person, people, list.name),
    menu: personMenu,
    sort: (column) => {
      const same = view.sort.column === column.id;
      view.sortBy(column.id, same && !view.sort.descending);
      settings.set("sort", view.sort);
      table.titles();
      changed({ top: true });
    },
    filter: (column, typed, began) => {
      view.filter(column.id, typed);
      changed({ top: true });
      announce();
      painted(() => measure("filter", began));
    },
    window: (persons) => {
      onScreen = persons;
      followSoon();
    },
  },
  { people, favourite: (person) => favourites.has(person.email) },
);

const feed = new Feed({
  status: (status) => touched(people.take(status)),
  mark: (name, data) => {
    if (name === "cicServer") {
      people.cicServers.set(data.cicServer, data.state);
      stale = true;
      redrawSoon();
      table.soon();
    } else if (name === "resyncBegin") {
      people.resyncBegin(data.cicServer);
    } else if (name === "resyncEnd") {
      touched(people.resyncEnd(data.cicServer));
    } else if (name === "snapshotEnd" && feed.whole) {
      allKnown();
    } else if (name === "contactList" && list && data.version !== people.version) {
      void loadContacts();
    }
  },
  live: (node) => connection.live(node),
  lost: (reason, failures) => connection.lost(reason, failures),
  signedOut: () => begin("Your session has ended. Please sign in again."),
  caughtUp: () => {
    void checkVersion();
    allKnown();
  },
});

/** Statuses of these persons changed. */
function touched(persons) {
  if (persons.length === 0) {
    return;
  }
  for (const person of persons) {
    person.onChange?.();
    if (awaited.has(person.email)) {
      checkAwaited(person);
    }
  }
  stale = true;
  redrawSoon();
  table.update(persons);
}

function allKnown() {
  if (!known) {
    known = true;
    stale = true;
  }
  redrawSoon();
}

/** What is worked out from all statuses is worked out at most every so often, longer ones more rarely. */
let redrawTimer = null;
function redrawSoon() {
  redrawTimer ??= setTimeout(
    () => {
      redrawTimer = null;
      if (stale) {
        stale = false;
        if (view.followsStatus) {
          view.compute();
          table.refresh();
        }
        aside();
      }
    },
    people.all.length > 5000 ? 1000 : 200,
  );
}

let followTimer = null;
function followSoon() {
  followTimer ??= setTimeout(() => {
    followTimer = null;
    const always = [...favourites, ...awaited.keys()].flatMap((email) => people.ofEmail(email));
    feed.want(onScreen, view.shown, always);
  }, 100);
}

/** Other persons are shown. */
function changed(how) {
  table.refresh(how);
  aside();
}

function aside() {
  const counts = view.counts();
  const item = (name, number) => el("span", {}, el("b", {}, number.toLocaleString()), ` ${name}`);
  const all = people.all.length;
  $("summary").replaceChildren(
    item(counts.all === all ? "people" : `of ${all.toLocaleString()} people`, counts.all),
    ...(list?.hasStatus && known
      ? [
          item("available", counts.free),
          item("on phone", counts.phone),
          item("away", counts.busy + counts.dnd),
          item("logged off", counts.off),
          item("without status", counts.none),
          ...[...people.cicServers].filter(([, state]) => isStale(state)).map(([name, state]) => el("span", { class: "reason" }, `CIC server ${shown(name)} ${STATES[state]}.`)),
        ]
      : []),
  );
  setText($("empty"), !list ? "There is no contact list that you may see." : all === 0 ? "This contact list has no contacts yet." : "Nobody matches.");
  $("empty").hidden = counts.all > 0;
  $("clear").hidden = !view.isNarrowed;
  if (!$("groups").hidden) {
    drawGroups(view.groups(), (department) => {
      show("people");
      filterBy("department", `=${department}`);
    });
  }
}

/** Says how many match, when somebody has stopped typing: the counts themselves change all the time, and reading them aloud would never end. */
let announceTimer = null;
function announce() {
  clearTimeout(announceTimer);
  announceTimer = setTimeout(() => setText($("announce"), `${view.shown.length.toLocaleString()} people match`), 700);
}

function filterBy(column, typed) {
  view.filter(column, typed);
  table.columns(shownColumns());
  changed({ top: true });
}

function personMenu(person, x, y, opener) {
  const favourite = favourites.has(person.email);
  const waiting = awaited.has(person.email);
  const choices = [
    { title: "Details", action: () => openDetails(person, people, list.name) },
    ...(person.email ? [{ title: "Copy address", action: () => copy(person.email) }] : []),
    ...(person.businessPhone ? [{ title: "Copy telephone number", action: () => copy(person.businessPhone) }] : []),
    ...(list.hasStatus && person.email
      ? [{ title: waiting ? "Do not watch any more" : "Watch: tell me when available", action: () => (waiting ? stopAwaiting(person) : waitFor(person)) }]
      : []),
    ...(person.email ? [{ title: favourite ? "Remove from favourites" : "Add to favourites", action: () => toggleFavourite(person) }] : []),
  ];
  openMenu(choices, x, y, opener);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied: ${shown(text)}`, 3);
  } catch {
    toast("The browser does not allow copying.", 5);
  }
}

function toggleFavourite(person) {
  favourites.has(person.email) ? favourites.delete(person.email) : favourites.add(person.email);
  settings.set("favourites", [...favourites]);
  if ($("favourites").getAttribute("aria-pressed") === "true") {
    view.compute();
  }
  changed();
}

async function waitFor(person) {
  awaited.set(person.email, person.name);
  settings.set("awaited", [...awaited]);
  followSoon();
  void askForNotifications();
  if (!checkAwaited(person)) {
    toast(`You will be told when ${shown(person.name)} is available.`, 5);
  }
}

function stopAwaiting(person) {
  awaited.delete(person.email);
  settings.set("awaited", [...awaited]);
}

/** Tells it once when somebody who is awaited is available. */
function checkAwaited(person) {
  if (kind(person.status) !== "free") {
    return false;
  }
  stopAwaiting(person);
  notify(`${shown(person.name)} is available now.`);
  return true;
}

const shownColumns = () => {
  const ids = settings.get("columns", COLUMNS.filter((column) => column.standard).map(({ id }) => id));
  return COLUMNS.filter((column) => ids.includes(column.id) && (list?.hasStatus !== false || !column.ofStatus));
};

function show(which) {
  for (const name of ["people", "groups", "admin"]) {
    $(name).hidden = name !== which;
    $(`view-${name}`).setAttribute("aria-pressed", String(name === which));
  }
  $("tools").hidden = which === "admin";
  $("columns").hidden = which !== "people";
  $("favourites").hidden = which === "admin";
  closeMenu();
  aside();
  table.refresh();
  if (which === "admin") {
    openAdmin();
  }
}

async function loadContacts() {
  const response = await send(`contact-lists/${encodeURIComponent(list.name)}/all`);
  people.load(await response.json());
  view.reset();
  changed();
}

/** With a long list nobody tells that contacts came or went. */
async function checkVersion() {
  lists = await get("contact-lists").catch(() => lists);
  const now = lists.find((one) => one.name === list?.name);
  if (now && now.version !== people.version) {
    await loadContacts();
  }
}

async function choose(name) {
  list = lists.find((one) => one.name === name) ?? lists.find((one) => one.contacts > 0) ?? lists[0] ?? null;
  feed.stop();
  known = false;
  people.clear();
  view.reset();
  table.columns(shownColumns());
  if (list) {
    $("list").value = list.name;
    settings.set("list", list.name);
    await loadContacts();
    feed.follow(list.hasStatus ? list.name : null, people.all.length);
    followSoon();
  }
  changed({ top: true });
  painted(() => performance.mark("rows-shown"));
}

/** Runs it when what was just written is on the screen. */
function painted(action) {
  requestAnimationFrame(() => setTimeout(action));
}

function measure(name, began) {
  performance.clearMeasures(name);
  performance.measure(name, { start: began });
}

async function start(message = "") {
  feed.stop();
  const person = (message === "" && (await signing.session())) || (await signing.askToSignIn(message));
  settings.open(person.id);
  favourites = new Set(settings.get("favourites", []));
  awaited = new Map(settings.get("awaited", []));
  const sort = settings.get("sort", view.sort);
  view.sortBy(byId(sort.column) ? sort.column : "name", Boolean(sort.descending));
  setText($("who"), shown(person.name));
  $("view-admin").hidden = person.role !== "admin";
  $("app").hidden = false;
  lists = await get("contact-lists");
  $("list").replaceChildren(...lists.map((one) => el("option", { value: one.name }, shown(one.label))));
  await connection.readNodes();
  await choose(settings.get("list", ""));
}

function theme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function listen() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = localStorage.getItem("aggregator theme");
  theme(chosen ? chosen === "dark" : dark.matches);
  dark.addEventListener("change", () => !localStorage.getItem("aggregator theme") && theme(dark.matches));
  $("theme").onclick = () => {
    theme(document.documentElement.dataset.theme !== "dark");
    localStorage.setItem("aggregator theme", document.documentElement.dataset.theme);
  };
  $("list").onchange = () => {
    if (!$("admin").hidden) {
      show("people");
    }
    choose($("list").value).catch((failure) => toast(`The contact list cannot be read: ${failure.message}.`, 10));
  };
  document.querySelector(".skip").onclick = (event) => {
    event.preventDefault();
    show("people");
    table.focus();
  };
  for (const name of ["people", "groups", "admin"]) {
    $(`view-${name}`).onclick = () => show(name);
  }
  $("columns").onclick = () =>
    openColumnChoice(shownColumns().map(({ id }) => id), (ids) => {
      settings.set("columns", ids);
      table.columns(shownColumns());
    });
  $("clear").onclick = () => {
    $("favourites").setAttribute("aria-pressed", "false");
    view.clear();
    table.columns(shownColumns());
    changed({ top: true });
    table.focus(); // the button is gone
  };
  $("favourites").onclick = () => {
    const only = $("favourites").getAttribute("aria-pressed") !== "true";
    $("favourites").setAttribute("aria-pressed", String(only));
    view.only(only ? (person) => favourites.has(person.email) : null);
    changed({ top: true });
  };
  $("sign-out").onclick = async () => {
    feed.stop();
    await signing.signOut();
    location.reload();
  };
  document.addEventListener("visibilitychange", () => feed.catchUp());
  setInterval(() => !document.hidden && table.soon(), 5000); // ages
  setInterval(() => connection.readNodes(), 30000);
  listenMenu();
}

/** A node that is starting, or not there, is asked again until it answers. */
function begin(message = "") {
  start(message).catch((failure) => {
    $("app").hidden = false;
    connection.lost(failure.message, 2);
    setTimeout(() => begin(message), 3000);
  });
}

listen();
begin();
