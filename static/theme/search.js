// The search box. It shows itself, loads the index when the reader turns to it, and lists what is found as one types.

const PAUSE = 200; // milliseconds without a key before the index is asked
const STEP = 8; // results that are shown at once

const form = document.querySelector("form.search");
const [input, status, list, more] = ["input", "[role=status]", "ol", "button"].map((part) => form.querySelector(part));
const words = form.querySelector("template").content;
const language = document.documentElement.lang.toLowerCase();
let engine; // a promise of Pagefind
let found = []; // results that are not shown yet
let turn = 0; // what an older question is answered is dropped
let timer;

function load() {
  const folder = form.dataset.index;
  engine ??= Promise.all([import(`${folder}pagefind.js`), fetch(`${folder}pagefind-entry.json`)]).then(
    async ([pagefind, entry]) => {
      const part = (await entry.json()).languages[language];
      await pagefind.options({ baseUrl: folder.replace(/pagefind\/$/, ""), excerptLength: 24 });
      return { pagefind, isThere: Boolean(part), knowsEndings: Boolean(part?.wasm) };
    },
  );
  engine.catch(() => (engine = undefined)); // the next key tries again
  return engine;
}

// Where an edition has no part of the index, Pagefind would answer from another language's.
async function ask(question) {
  const { pagefind, isThere, knowsEndings } = await load();
  if (!isThere) return [];
  const { results } = await pagefind.search(question);
  return results.length || knowsEndings ? results : (await pagefind.search(beginnings(question))).results;
}

// Pagefind does not know the endings of every language: there, words without theirs may still be found.
function beginnings(question) {
  return question.replace(/\p{L}{5,}/gu, (word) => word.slice(0, word.length > 6 ? -2 : -1));
}

async function search() {
  clearTimeout(timer);
  const mine = ++turn;
  const question = input.value.trim();
  if (!question) return close();
  try {
    const answer = await ask(question);
    if (mine !== turn) return;
    found = answer;
    list.replaceChildren();
    say(found.length ? "some" : "none", found.length);
    await show(mine);
  } catch {
    if (mine !== turn) return;
    close();
    say("broken");
  }
}

async function show(mine) {
  const pages = await Promise.all(found.slice(0, STEP).map((result) => result.data()));
  if (mine !== turn) return;
  found = found.slice(STEP);
  list.append(...pages.map(describe));
  more.hidden = !found.length;
}

function describe(page) {
  const item = document.createElement("li");
  item.appendChild(element("a", page.meta.title)).href = page.url;
  const facts = item.appendChild(document.createElement("div"));
  facts.className = "meta";
  if (page.meta.section) facts.append(element("span", page.meta.section));
  if (page.meta.date) facts.appendChild(element("time", page.meta.date)).dateTime = page.meta.iso;
  item.appendChild(document.createElement("p")).append(...excerpt(page.excerpt));
  return item;
}

// Text and marked words; whatever else an excerpt might hold stays behind in a document that is never shown.
function excerpt(html) {
  const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
  return Array.from(nodes, (node) => (node.nodeName === "MARK" ? element("mark", node.textContent) : node.textContent));
}

function element(name, text) {
  return Object.assign(document.createElement(name), { textContent: text });
}

function say(name, number = 0) {
  const text = words.querySelector(`.${name}`).cloneNode(true);
  const digits = Array.from(form.dataset.digits);
  const place = text.querySelector("b");
  if (place) place.textContent = String(number).replace(/\d/g, (digit) => digits[(Number(digit) + 9) % 10]);
  status.replaceChildren(text);
  form.classList.add("open");
}

function close() {
  clearTimeout(timer);
  turn++;
  found = [];
  status.replaceChildren();
  list.replaceChildren();
  more.hidden = true;
  form.classList.remove("open");
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
}

input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", (event) => event.isComposing || wait());
input.addEventListener("compositionend", wait);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
form.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || !form.classList.contains("open")) return;
  event.preventDefault();
  close();
  input.focus();
});
form.addEventListener("focusout", (event) => event.relatedTarget && !form.contains(event.relatedTarget) && close());
document.addEventListener("pointerdown", (event) => form.contains(event.target) || close());
more.addEventListener("click", async () => {
  const last = list.lastElementChild;
  await show(turn);
  last?.nextElementSibling?.querySelector("a").focus();
});
form.hidden = false;
