/** Where a desk page stands that was opened by account: chosen once, kept in this browser. */
import { element, fill, setText } from "../dom.js";

/**
 * Return {facts(), now(), sites(), isSaid(), choose(id), forget(), use(sites)}: the choice that is
 * kept under `name` among `sites` ({id, name}, the main hall first; none where everybody meets in one place).
 * onChange() is called whenever what is shown may be another, also by another tab's choice.
 *
 * A site that was removed is the main hall until it is put back, as on the server.
 */
export function keptSite(name, sites, onChange) {
  let listed = sites;
  let chosen = readNumber(name);
  window.addEventListener("storage", (event) => {
    if (event.key === name) settle(Number(event.newValue) || null);
  });

  function settle(id) {
    chosen = id;
    onChange();
  }

  return {
    /** What every event at this desk says of its site. */
    facts: () => (listed.length > 0 && chosen !== null ? { site_id: chosen } : {}),
    now: () => listed.find((each) => each.id === chosen) || listed[0],
    sites: () => listed,
    isSaid: () => listed.length === 0 || chosen !== null,
    choose(id) {
      keepText(name, String(id));
      settle(id);
    },
    forget() {
      keepText(name, "");
      settle(null);
    },
    use(newest) {
      const fresh = newest.map(({ id, name: called }) => ({ id, name: called }));
      if (JSON.stringify(fresh) === JSON.stringify(listed)) return;
      listed = fresh;
      onChange();
    },
  };
}

function readNumber(name) {
  try {
    return Number(window.localStorage.getItem(name)) || null;
  } catch (error) {
    return null; // a browser that keeps nothing is asked each time
  }
}

function keepText(name, text) {
  try {
    window.localStorage.setItem(name, text);
  } catch (error) {
    // chosen for as long as the page is open
  }
}

/**
 * Show the site at all times and ask for it while it is not said or is to be changed; meanwhile
 * nobody can be checked in. `onSaid()` is called after each choice.
 *
 * The heading has the focus, never a button: a scanner's Enter must not choose.
 */
export function siteChoice(name, sites, { words, onSaid }) {
  const byId = (id) => document.getElementById(id);
  const site = keptSite(name, sites, draw);
  let isChanging = false;

  function isAsking() {
    return site.sites().length > 0 && (isChanging || !site.isSaid());
  }

  function draw() {
    const asks = isAsking();
    byId("site-choice").hidden = !asks;
    byId("desk-work").hidden = asks;
    byId("site-bar").hidden = asks || site.sites().length === 0;
    if (site.sites().length > 0) setText(byId("site-now"), site.now().name);
    if (asks) fill(byId("site-list"), site.sites().map(choice));
  }

  function choice(each) {
    const isNow = site.isSaid() && each === site.now();
    const attributes = { type: "button", class: "button desk-site-button", onclick: () => chose(each) };
    if (!isNow) attributes.class += " button-plain";
    const mark = isNow ? element("span", {}, words.siteChosen) : null;
    return element("li", {}, element("button", attributes, element("b", {}, each.name), mark));
  }

  function chose(each) {
    isChanging = false;
    site.choose(each.id);
    onSaid();
  }

  function ask() {
    isChanging = true;
    draw();
    byId("site-heading").focus();
  }

  byId("site-change").addEventListener("click", ask);
  draw();
  return Object.assign({ ask, isAsking }, site);
}

/** The choice of a paired desk: the office says where it stands. */
export const SAID_BY_THE_OFFICE = { facts: () => ({}), isAsking: () => false, use() {}, forget() {} };

/** Tell whether the server refused an event for its site. */
export function isSiteRefused({ said }) {
  return Boolean(said.fields && "site_id" in said.fields);
}
