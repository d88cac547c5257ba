// The review panel: the list, the editor and the keys, beside the page that is reviewed.

import { check } from "./checks.js";
import { get, memory, post, Refused, remember } from "./client.js";
import { askWhose } from "./conflict.js";
import { Editor } from "./editor.js";
import { meaning } from "./keys.js";
import { markBlocks, messageAt, placeBeside } from "./page.js";
import { drawFindings, drawItems, drawMatches, drawMessage, drawProgress, drawProposal, drawScopes, drawTold } from "./view.js";

const host = document.createElement("polypub-review");
host.setAttribute("data-polypub", "");
host.setAttribute("lang", "en");
host.setAttribute("dir", "ltr");
const root = host.attachShadow({ mode: "open" });
const $ = (id) => root.getElementById(id);
const PAUSE = 300; // milliseconds without a key until a text is checked

let overview = null;
let items = [];
let item = null; // the open message, as the server told it
let editor = null;
let aim = ""; // the message that was asked for last, which may not have come yet
let isActing = false; // an action is under way
let turn = 0; // counts openings, so that a late answer to an earlier one is dropped

// words

function say(text, isBad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", isBad);
}

/** Do something that may be refused, and tell why. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    say([error.message, error.hint].filter(Boolean).join(". "), true);
    if (error.findings) drawFindings($("findings"), error.findings);
    return undefined;
  }
}

// the list

const scopeOf = () => ($("scope").value === "here" ? overview.here.domain : $("scope").value);

async function loadOverview() {
  overview = await get("overview", { path: location.pathname });
  drawProgress(root, overview);
  drawScopes($("scope"), overview, memory.scope);
  $("undo").disabled = overview.steps === 0;
  $("page").disabled = !nextPage();
}

async function loadItems() {
  const found = await get("items", { domain: scopeOf(), state: memory.state, text: memory.text });
  items = found.items;
  const part = [overview.here, ...overview.parts].find((one) => one && one.domain === scopeOf());
  const lines = [];
  if (found.total > items.length) lines.push(`${found.total - items.length} more: narrow the list with words.`);
  if (part?.missing) lines.push(`${part.missing} ${part.missing === 1 ? "text is" : "texts are"} not in the catalog yet: run polypub extract.`);
  if (part?.problem) lines.push(part.problem);
  if (!found.total && !lines.length) lines.push("Nothing here.");
  $("more").hidden = !lines.length;
  $("more").textContent = lines.join(" ");
  $("where").textContent = `Messages (${found.total})`;
  drawList();
}

function drawList() {
  drawItems($("items"), items, { current: item?.name, typed: memory.typed, locale: overview.locale, open: (name) => open(name, true) });
}

// one message

/** Open a message; what was typed and not saved is there again. */
async function open(name, isAsked = false) {
  const mine = ++turn;
  aim = name;
  const found = await attempt(() => get("item", { name }));
  if (mine !== turn) return false;
  if (!found) { aim = item?.name ?? ""; return false; }
  show(found);
  if (isAsked) {
    const place = items.findIndex((one) => one.name === name);
    const where = place < 0 ? "" : `${place + 1} of ${items.length}, `;
    say(`${where}${item.type || "string"}, ${item.state}${memory.typed[name] ? ", typed text not saved" : ""}`);
  }
  return true;
}

function show(found, isMoved = true) {
  item = found;
  aim = item.name;
  const typed = memory.typed[item.name];
  if (typed) item.version = typed.version; // a conflict shows when it is saved, never silently
  remember({ current: item.name });
  const place = items.findIndex((one) => one.name === item.name);
  $("message").hidden = false;
  drawMessage(root, item, place < 0 ? "" : `${place + 1} of ${items.length}`);
  drawTold(root, item, { locale: overview.locale, open: (name) => open(name, true) });
  $("reject").disabled = !item.canReject;
  $("draft").hidden = !item.canDraft || !overview.engine;
  $("draft").textContent = item.state === "untranslated" ? "Draft" : "Draft again";
  $("ask").hidden = item.canDraft || !overview.engine;
  editor.open(item, typed?.texts?.length === item.texts.length ? typed.texts : item.texts, overview);
  drawList();
  markPage(isMoved);
  checkText(0);
  loadMatches(item.name);
}

async function loadMatches(name) {
  const found = await get("matches", { name }).catch(() => null);
  if (found && item?.name === name) drawMatches(root, found.matches, { locale: overview.locale, use: (text) => editor.use(text) });
}

/** Keep what was typed for as long as it is not saved. */
function typed() {
  if (editor.isChanged) memory.typed[item.name] = { version: item.version, texts: [...editor.texts] };
  else delete memory.typed[item.name];
  remember();
  checkText(PAUSE);
}

function checkText(pause) {
  check($("findings"), { name: item.name, texts: [...editor.texts], pause, say });
}

// acting

/** Save, approve, reject or draft the open message; then the list, the page and the counts are what they are now. */
async function act(name, body, told) {
  if (!item || isActing) return false; // a second press is no second action
  const target = item.name;
  isActing = true;
  try {
    const done = await post(name, { name: target, version: item.version, ...body });
    delete memory.typed[target];
    remember();
    await refresh();
    if (item.name === target) show(done.item);
    say(told(done.item));
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.theirs) settle(error.theirs);
    else {
      say([error.message, error.hint].filter(Boolean).join(". "), true);
      if (error.findings) drawFindings($("findings"), error.findings);
    }
    return false;
  } finally {
    isActing = false;
  }
}

const state = (found) => (found.waits ? "approved; a second person must approve it, too" : found.state);

const save = () => act("save", { texts: editor.texts }, (found) => (found.state === "reviewed" ? "Nothing to save." : `Saved, not approved: ${state(found)}.`));

const reject = () => act("reject", {}, () => "Rejected: the message has no text now.");

async function approve() {
  const before = items.map((one) => one.name);
  const place = before.indexOf(item?.name);
  const wasTyping = editor.isFocused;
  if (!(await act("approve", { texts: editor.texts }, (found) => `Approved: ${state(found)}.`))) return;
  const left = new Set(items.filter((one) => one.open).map((one) => one.name));
  const next = [...before.slice(place + 1), ...before.slice(0, Math.max(place, 0))].find((name) => left.has(name));
  if (next) {
    const told = $("status").textContent;
    await open(next);
    say(`${told} Next: ${item.type || "string"}, ${item.state}.`);
    if (wasTyping) editor.focus();
  } else if (nextPage()) {
    say("Approved. Nothing is left here: press p for the next page with work.");
  } else say("Approved. Nothing is left to review.");
}

async function undo() {
  if (isActing) return;
  isActing = true;
  const done = await attempt(() => post("undo")).finally(() => { isActing = false; });
  await refresh();
  if (!done) return;
  await open(done.item.name);
  say(`Undone: ${done.undone}. The message is ${state(done.item)} again.`);
}

async function ask() {
  const name = item.name;
  say(`Asking ${overview.engine}…`);
  const found = await attempt(() => post("propose", { name }));
  if (found && item.name === name) {
    drawProposal(root, found, { locale: overview.locale, use: (text, number) => editor.use(text, number) });
    say(`${found.engine} has a proposal.`);
  }
}

async function draft() {
  say(`Asking ${overview.engine}…`);
  await act("draft", {}, () => "Drafted: read it, then approve or edit.");
}

async function refresh() {
  await loadOverview();
  await loadItems();
}

/** Take over what changed on disk; never under somebody's hands. */
async function follow() {
  await refresh();
  const name = item?.name;
  if (!name || memory.typed[name]) return;
  const found = await get("item", { name });
  if (item.name === name && !memory.typed[name] && found.version !== item.version) show(found, false);
}

/** Somebody changed the message meanwhile: the person chooses; nothing is written yet. */
async function settle(theirs) {
  const name = item.name;
  const mine = [...editor.texts];
  const isMineKept = await askWhose(root, { theirs: theirs.texts, mine, locale: overview.locale, dir: overview.dir });
  delete memory.typed[name];
  remember();
  await refresh();
  if (!(await open(name))) return;
  if (isMineKept && mine.length === item.texts.length) {
    editor.open(item, mine, overview);
    typed();
    say("Your text is in the editor, not saved. Saving it now replaces theirs.");
  } else say("The editor has their text.");
}

// the page

/** Whether the page is one of the edition that is reviewed. */
const isOurs = () => overview !== null && document.documentElement.lang === overview.locale;

/** Mark the open message on the page, and bring it into view. */
function markPage(isMoved) {
  const isShown = !memory.folded && isOurs();
  host.toggleAttribute("data-marks", isShown);
  markBlocks(isShown && item ? item.name : "", isMoved);
}

function clicked(event) {
  const name = memory.folded || !isOurs() ? "" : messageAt(event, overview.here?.domain);
  if (!name) return;
  event.preventDefault();
  open(name, true);
}

/** The next part with work after this page, and round again; its page, or its list. */
function nextPage() {
  const rows = overview.parts.filter((one) => one.open);
  const here = overview.parts.findIndex((one) => one.domain === overview.here?.domain);
  const later = rows.filter((one) => overview.parts.indexOf(one) > here && one.domain !== overview.here?.domain);
  return later[0] ?? rows.find((one) => one.domain !== overview.here?.domain);
}

function goOn() {
  const next = nextPage();
  if (!next) { say("No other page has work left."); return; }
  if (next.url) {
    remember({ scope: "here", current: "", text: "" });
    location.assign(next.url);
  } else {
    remember({ scope: next.domain, lists: true });
    $("lists").open = true;
    $("scope").value = next.domain;
    loadItems().then(() => items[0] && open(items[0].name, true));
  }
}

// walking

function step(by) {
  if (!items.length) { say("Nothing is left in this list."); return; }
  const place = items.findIndex((one) => one.name === aim);
  const first = by > 0 ? 0 : items.length - 1;
  const beside = place < 0 && item ? placeBeside(items, item.name, by) : -1;
  const next = place >= 0 ? place + by : beside >= 0 ? beside : first;
  if (next < 0 || next >= items.length) { say(by > 0 ? "That was the last one. Press p for the next page with work." : "That was the first one."); return; }
  const wasTyping = editor.isFocused;
  open(items[next].name, true).then(() => { if (wasTyping) editor.focus(); });
}

const ACTS = {
  after: () => step(1), before: () => step(-1), page: goOn, undo, approve, save,
  edit: () => editor.focus(), leave: () => $("approve").focus(),
};

function pressed(event) {
  const act = memory.folded || $("conflict").open ? "" : meaning(event);
  if (!act || (!item && ["approve", "save", "edit", "leave"].includes(act))) return;
  event.preventDefault();
  ACTS[act]();
}

function fold(isFolded) {
  remember({ folded: isFolded });
  root.querySelector(".panel").classList.toggle("folded", isFolded);
  $("fold").textContent = isFolded ? "Show" : "Hide";
  $("fold").setAttribute("aria-expanded", String(!isFolded));
  host.toggleAttribute("data-open", !isFolded);
  markPage(false);
}

function narrow(changes) {
  remember(changes);
  attempt(loadItems);
}

function wire() {
  const { before, after, page } = ACTS;
  const on = { before, after, page, undo, approve, save, reject, ask, draft };
  for (const [id, work] of Object.entries(on)) $(id).addEventListener("click", () => work());
  $("fold").addEventListener("click", () => fold(!memory.folded));
  editor = new Editor(root, typed);
  $("scope").addEventListener("change", (event) => narrow({ scope: event.target.value }));
  $("state").addEventListener("change", (event) => narrow({ state: event.target.value }));
  $("text").addEventListener("input", (event) => narrow({ text: event.target.value }));
  $("lists").addEventListener("toggle", () => remember({ lists: $("lists").open }));
  document.addEventListener("click", clicked, true);
  document.addEventListener("keydown", pressed);
  document.addEventListener("polypub:page", () => { markPage(false); attempt(follow); });
  $("state").value = memory.state;
  $("text").value = memory.text;
  $("lists").open = memory.lists;
}

async function start() {
  const page = new DOMParser().parseFromString(await (await fetch("/_polypub/review/panel.html")).text(), "text/html");
  root.append(...page.head.childNodes, ...page.body.childNodes);
  wire();
  document.body.append(host);
  fold(memory.folded);
  await attempt(async () => {
    await refresh();
    const known = memory.current && (items.some((one) => one.name === memory.current) || memory.typed[memory.current]);
    if (known) await open(memory.current);
    else if (items.length) await open(items[0].name);
    markPage(false);
    if (!isOurs()) say(`This page is another edition's: press p for one in ${overview.name}.`);
    else if (!items.length && !known) say(overview.here ? "Nothing is left on this page. Press p for the next page with work." : "Press p for the first page with work.");
  });
  host.dataset.ready = "";
}

start();
