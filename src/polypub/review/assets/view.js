// Makes elements of what the server tells. Whatever comes from a catalog becomes text, never markup.

/** An element with attributes (a function is a click's) and children; what is text stays text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener("click", value);
    else if (value !== undefined && value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const COARSE = {
  untranslated: "untranslated", draft: "draft", "edited draft": "draft", fuzzy: "draft", "stale draft": "stale",
  "stale edited": "stale", "stale approved": "stale", accepted: "reviewed", reviewed: "reviewed",
};

/** The state as reports and outlines know it. */
export const coarse = (state) => COARSE[state] ?? state;

/** Two texts in one, as the server compared them word by word. */
export function difference(stretches) {
  const tags = { old: "del", new: "ins" };
  return stretches.map(([kind, text]) => (tags[kind] ? make(tags[kind], {}, text) : text));
}

/** The bar and the words of how far the edition is. */
export function drawProgress(root, { progress, name, who, locale }) {
  const { total, reviewed, draft, stale } = progress;
  const share = (count) => `${total ? (100 * count) / total : 0}%`;
  const counts = { reviewed, draft, stale };
  root.getElementById("bar").replaceChildren(...Object.entries(counts).map(([kind, count]) => {
    const part = make("span", { class: kind });
    part.style.width = share(count);
    return part;
  }));
  const words = `${reviewed} of ${total} reviewed · ${draft} drafted · ${stale} stale · ${progress.untranslated} untranslated`;
  root.getElementById("bar").setAttribute("aria-label", words);
  root.getElementById("progress").textContent = `${words} · as ${who}`;
  const edition = root.getElementById("edition");
  edition.textContent = name;
  edition.lang = locale;
}

/** The places whose messages can be listed. */
export function drawScopes(select, overview, chosen) {
  const { here, parts } = overview;
  const options = [make("option", { value: "" }, "all pages, newest first")];
  if (here) options.unshift(make("option", { value: "here" }, `this page: ${here.title} (${here.open})`));
  for (const part of parts) {
    if (part.domain !== here?.domain) options.push(make("option", { value: part.domain }, `${part.title} (${part.open})`));
  }
  select.replaceChildren(...options);
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** The list of messages. */
export function drawItems(list, items, { current, typed, locale, open }) {
  list.replaceChildren(...items.map((item) => make("li", {},
    make("button", { type: "button", "data-name": item.name, "aria-current": item.name === current ? "true" : undefined, click: () => open(item.name) },
      make("span", { class: `mark ${coarse(item.state)}`, "aria-hidden": "true" }),
      make("span", { class: "line", dir: "auto" }, item.source),
      make("span", { class: "small" }, [item.type, item.state, item.waits ? `approved by ${item.waits}` : "", typed[item.name] ? "not saved" : ""].filter(Boolean).join(" · "))))));
}

/** Kind, state and source of a message. */
export function drawMessage(root, item, place) {
  root.getElementById("what").textContent = capital(item.type || "string");
  const badge = root.getElementById("badge");
  badge.textContent = item.waits ? `waits for a second person (${item.waits} approved)` : item.state;
  badge.className = `badge ${coarse(item.state)}`;
  const link = item.url && decodeURI(item.url) !== decodeURI(location.pathname) ? make("a", { href: item.url }, "open its page") : null;
  root.getElementById("place").replaceChildren(...[place, item.title, link].filter(Boolean).flatMap((part, at) => (at ? [" · ", part] : [part])));
  const source = root.getElementById("source");
  const rows = [make("div", { lang: item.language, dir: "auto" }, item.previous ? difference(item.previous) : item.source)];
  if (item.previous) rows.push(make("p", { class: "small" }, "struck through: the source that this translation was made for"));
  if (item.plural !== null) rows.push(make("div", { lang: item.language, dir: "auto" }, item.plural));
  if (item.context) rows.push(make("p", { class: "small" }, `context: ${item.context}`));
  source.replaceChildren(...rows);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** One tab for each plural form. */
export function drawTabs(tabs, forms, texts, chosen, choose) {
  tabs.hidden = forms.length < 2;
  tabs.replaceChildren(...(tabs.hidden ? [] : forms.map((form, number) => make("button", {
    type: "button", role: "tab", id: `tab-${number}`, "aria-selected": String(number === chosen), "aria-controls": "editor",
    tabindex: number === chosen ? "0" : "-1", class: texts[number] ? "" : "lacks", click: () => choose(number),
  }, `${form.category}: ${form.numbers.join(", ")}…`))));
}

/** What the checks say. */
export function drawFindings(list, findings) {
  list.replaceChildren(...findings.map((one) => make("li", { class: one.severity },
    make("b", {}, `${one.severity}: `), one.text, one.part ? make("span", {}, " ", make("q", { dir: "auto" }, one.part)) : null,
    one.hint ? make("p", { class: "small" }, one.hint) : null)));
}

function section(title, ...rows) {
  return make("section", {}, make("h4", {}, title), ...rows);
}

/** A text that one click puts into the editor. */
export function offer(text, about, { locale, use }) {
  return make("li", {}, make("button", { type: "button", class: "use", click: () => use(text) },
    make("span", { lang: locale, dir: "auto" }, text), about ? make("span", { class: "small" }, " ", about) : null));
}

/** All that helps: terms, notes, neighbours, records. */
export function drawTold(root, item, { locale, open }) {
  const told = [];
  if (item.terms.length) {
    told.push(section("Glossary", make("ul", {}, item.terms.map((one) => make("li", {},
      make("b", { lang: item.language }, one.term), " → ", one.keep ? "stays as it is" : make("span", { lang: locale, dir: "auto" }, one.forms.join(", ") || "no form yet"),
      one.note ? make("span", { class: "small" }, ` (${one.note})`) : null)))));
  }
  const notes = [...item.notes.map((text) => ["", text]), ...item.comments.map((text) => ["translator: ", text])];
  if (notes.length) told.push(section("Notes", make("ul", {}, notes.map(([who, text]) => make("li", {}, who, text)))));
  told.push(make("div", { id: "matches" }), make("div", { id: "proposal" }));
  told.push(section("Around it", make("ul", {}, item.neighbours.map((one) => make("li", {},
    make("button", { type: "button", class: "near", "aria-current": one.current ? "true" : undefined, click: () => open(one.name) },
      make("span", { dir: "auto" }, make("span", { class: `mark ${coarse(one.state)}`, "aria-hidden": "true" }), " ", one.source), one.text ? make("span", { class: "small", lang: locale, dir: "auto" }, one.text) : null))))));
  const records = item.records.map((one) => make("li", {}, `${one.who}, ${new Date(one.when).toLocaleString("en-GB")}${one.from === "-" ? "" : `, from ${one.from}`}`));
  if (records.length) told.push(section("Approved by", make("ul", {}, records)));
  told.push(section("In the files", make("ul", {}, [item.file, ...item.references].map((one) => make("li", { class: "small" }, one)))));
  root.getElementById("told").replaceChildren(...told);
}

/** What the memory knows. */
export function drawMatches(root, matches, { locale, use }) {
  const rows = matches.map((one) => make("li", {},
    make("p", { class: "small" }, make("span", { class: "score" }, `${one.score} %`), " ", ...(one.score === 100 ? [] : difference(one.difference))),
    make("button", { type: "button", class: "use", lang: locale, dir: "auto", click: () => use(one.target) }, one.target)));
  root.getElementById("matches")?.replaceChildren(...(rows.length ? [section("From the memory", make("ul", {}, rows))] : []));
}

/** What the engine proposes. */
export function drawProposal(root, { engine, texts }, { locale, use }) {
  const list = make("ul", {}, texts.map((text, number) => offer(text, "", { locale, use: (chosen) => use(chosen, number) })));
  root.getElementById("proposal")?.replaceChildren(section(`Proposed by ${engine}; click to use`, list));
}
