// The preview's bar, its overlay of problems, and the renewal of the open page. Plain script, loaded with `defer`.
"use strict";
(() => {
  const STYLES = "/_polypub/assets/preview.css";
  const MARKS = "/_polypub/assets/marks.css";
  const MEMORY = "polypub-bar";
  let facts = read(document);
  let source = null;

  /** The facts of a page, which stand in it as JSON. */
  function read(page) {
    const found = page.getElementById("polypub-page");
    return found ? JSON.parse(found.textContent) : { path: location.pathname, digest: "" };
  }

  /** An element with attributes and children; what is text stays text. */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  /** A part of the preview in a tree of its own, which no style of the site reaches. */
  function host(name) {
    const element = make(name, { "data-polypub": true, lang: "en", dir: "ltr" });
    const root = element.attachShadow({ mode: "open" });
    root.append(make("link", { rel: "stylesheet", href: STYLES }));
    document.body.append(element);
    return root;
  }

  // the bar

  const bar = host("polypub-bar");
  const shell = make("div", { class: "bar", role: "region", "aria-label": "polypub preview" });
  bar.append(shell);

  function remember(name, isOn) {
    try { localStorage.setItem(name, isOn ? "on" : "off"); } catch { /* a browser may keep nothing */ }
  }

  function isOn(name) {
    try { return localStorage.getItem(name) !== "off"; } catch { return true; }
  }

  function drawBar() {
    const wasOpen = [...shell.querySelectorAll("details[open]")].map((part) => part.dataset.name);
    const isOpen = isOn(MEMORY);
    const toggle = make("button", { type: "button", class: "toggle", "aria-expanded": String(isOpen),
      "aria-controls": "content", title: isOpen ? "Hide the preview bar" : "Show the preview bar" },
      make("span", { class: "logo", "aria-hidden": "true" }, "pp"),
      make("span", { class: "hidden" }, "polypub preview bar"));
    const content = make("div", { id: "content", class: "content", hidden: !isOpen },
      drawState(), drawMarks(), drawVersions(), drawPseudo(), drawSource(), make("span", { id: "link", class: "link" }));
    toggle.addEventListener("click", () => { remember(MEMORY, !isOn(MEMORY)); drawBar(); shell.querySelector("button").focus(); });
    shell.replaceChildren(toggle, content);
    for (const part of shell.querySelectorAll("details")) part.open = wasOpen.includes(part.dataset.name);
    showConnection();
  }

  function drawState() {
    const state = facts.state;
    if (!state) return null;
    const summary = make("summary", {}, make("span", { class: `state ${state.name}` }, state.words),
      state.name === "partial" || state.name === "machine" ? ` ${state.share} %` : "");
    const reasons = make("ul", {}, ...state.reasons.map((reason) => make("li", {}, reason)));
    return make("details", { "data-name": "state", name: "polypub" }, summary,
      make("div", { class: "drop" }, make("p", {}, "For readers, this page is:"), reasons));
  }

  /** Outlines for what is drafted, outdated or kept off the page; the review has its own. */
  function drawMarks() {
    const sheet = document.getElementById("polypub-marks");
    const count = facts.marks ? document.querySelectorAll("main [data-state]:is([data-state=draft], [data-state=stale], [data-state=blocked])").length : 0;
    const isShown = facts.marks && isOn("polypub-marks");
    if (isShown && !sheet) document.body.append(make("link", { id: "polypub-marks", rel: "stylesheet", href: MARKS, "data-polypub": true }));
    if (!isShown && sheet) sheet.remove();
    if (!count) return null;
    const button = make("button", { type: "button", class: "marks", "aria-pressed": String(isShown) },
      `${count} to review`);
    button.addEventListener("click", () => { remember("polypub-marks", !isShown); drawBar(); shell.querySelector(".marks").focus(); });
    return button;
  }

  function drawVersions() {
    const versions = facts.versions;
    if (!versions) return null;
    const real = versions.filter((one) => !(facts.pseudo || []).some((pseudo) => pseudo.locale === one.locale));
    const current = versions.find((one) => one.current);
    const rows = real.map((one) => make("li", {}, link(one)));
    const summary = make("summary", {}, make("span", { class: "hidden" }, "Edition: "),
      make("bdi", { lang: current.locale, dir: current.dir }, current.name));
    return make("details", { "data-name": "versions", name: "polypub" }, summary,
      make("ul", { class: "drop" }, ...rows));
  }

  function link(one) {
    return make("a", { href: one.url, hreflang: one.locale, "aria-current": one.current ? "page" : undefined },
      make("bdi", { lang: one.locale, dir: one.dir }, one.name), " ", make("small", {}, one.locale));
  }

  function drawPseudo() {
    const pseudo = facts.pseudo || [];
    if (!pseudo.length) return null;
    const original = (facts.versions || []).find((one) => !pseudo.some((other) => other.locale === one.locale));
    const links = pseudo.map((one) => make("a", {
      href: one.current && original ? original.url : one.url, class: one.current ? "on" : undefined,
      "aria-current": one.current ? "page" : undefined,
      title: one.dir === "rtl" ? "Right-to-left pretence of a translation" : "Longer, accented pretence of a translation",
    }, one.dir === "rtl" ? "RTL" : "Ŧéšţ"));
    return make("span", { class: "pseudo", role: "group", "aria-label": "Pretence of a translation" }, ...links);
  }

  function drawSource() {
    if (!facts.source) return null;
    const url = `/_polypub/source?article=${encodeURIComponent(facts.article)}`;
    return make("a", { href: url, class: "source", title: "The source of this article" }, facts.source);
  }

  function showConnection() {
    const mark = shell.querySelector("#link");
    const isLost = source !== null && source.readyState !== EventSource.OPEN;
    mark.textContent = isLost ? "no connection" : "";
    mark.setAttribute("role", "status");
  }

  // problems

  let overlay = null;

  function drawProblems(problems) {
    if (!problems.length) {
      if (overlay) overlay.host.remove();
      overlay = null;
      return;
    }
    if (!overlay) overlay = host("polypub-overlay");
    for (const old of overlay.querySelectorAll(".overlay")) old.remove();
    const rows = problems.map((one) => make("li", {},
      one.where ? make("code", {}, one.where) : null,
      make("p", { class: "what" }, one.text),
      one.hint ? make("p", { class: "hint" }, one.hint) : null));
    const close = make("button", { type: "button", class: "close" }, "Hide");
    const box = make("section", { class: "overlay", role: "alert", "aria-labelledby": "title" },
      make("div", { class: "head" }, make("h2", { id: "title" }, problems.length > 1 ? `${problems.length} problems` : "A problem"), close),
      make("ul", {}, ...rows),
      make("p", { class: "note" }, "The page below is the last good one. It is renewed as soon as this is mended."));
    close.addEventListener("click", () => box.remove());
    overlay.append(box);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay) overlay.querySelector(".overlay")?.remove();
  });

  // renewal

  /** Whether a page runs scripts of the site: then only a browser can load it anew. */
  function hasScripts(page) {
    return [...page.scripts].some((script) => !/json|^text\/template/.test(script.type)
      && !script.src.includes("/_polypub/"));
  }

  async function renew() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.redirected || hasScripts(document) || hasScripts(page)) {
      location.reload();
      return;
    }
    const { scrollX, scrollY } = window;
    copyAttributes(page.documentElement, document.documentElement);
    copyAttributes(page.body, document.body);
    renewHead(page);
    const kept = [...document.body.children].filter((child) => child.hasAttribute("data-polypub"));
    const fresh = [...page.body.childNodes].filter((child) =>
      !(child.nodeName === "SCRIPT" && (child.getAttribute("src") || "").startsWith("/_polypub/"))
      && !(child.nodeType === Node.ELEMENT_NODE && child.hasAttribute("data-polypub")));
    const staying = [...document.body.querySelectorAll(":scope > script[src^='/_polypub/']")];
    for (const child of [...document.body.childNodes]) {
      if (!kept.includes(child) && !staying.includes(child)) child.remove();
    }
    document.body.prepend(...fresh.map((child) => document.adoptNode(child)));
    window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    facts = read(document);
    drawBar();
    document.dispatchEvent(new CustomEvent("polypub:page", { detail: facts }));
  }

  function copyAttributes(from, to) {
    for (const name of to.getAttributeNames()) if (!from.hasAttribute(name)) to.removeAttribute(name);
    for (const name of from.getAttributeNames()) to.setAttribute(name, from.getAttribute(name));
  }

  /** The new head; style sheets that stay the same stay in place, or the page would flash. */
  function renewHead(page) {
    const same = new Map([...document.head.children].map((child) => [child.outerHTML, child]));
    const wanted = [...page.head.children].map((child) => same.get(child.outerHTML) || document.adoptNode(child));
    for (const child of [...document.head.childNodes]) if (!wanted.includes(child)) child.remove();
    wanted.forEach((child, place) => {
      if (document.head.children[place] !== child) document.head.insertBefore(child, document.head.children[place] || null);
    });
  }

  /** New style sheets beside the old ones, which go when the new ones have come. */
  async function restyle() {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const sheets = (from) => [...from.querySelectorAll("link[rel=stylesheet]")];
    const name = (sheet) => new URL(sheet.getAttribute("href"), location.href).pathname;
    for (const old of sheets(document)) {
      const fresh = sheets(page).find((sheet) => name(sheet) === name(old));
      if (!fresh || fresh.getAttribute("href") === old.getAttribute("href")) continue;
      const sheet = document.adoptNode(fresh);
      sheet.addEventListener("load", () => old.remove());
      old.after(sheet);
    }
    facts = read(page);
    document.dispatchEvent(new CustomEvent("polypub:styles", { detail: facts }));
  }

  // word from the server

  function listen() {
    if (source) source.close();
    const path = encodeURIComponent(facts.path);
    source = new EventSource(`/_polypub/events?path=${path}&digest=${encodeURIComponent(facts.digest)}`);
    source.addEventListener("page", () => renew().catch(() => location.reload()));
    source.addEventListener("styles", () => restyle().catch(() => location.reload()));
    source.addEventListener("problems", (event) => drawProblems(JSON.parse(event.data)));
    source.addEventListener("open", showConnection);
    source.addEventListener("error", showConnection);
  }

  // a browser opens few connections to one server: hidden pages give theirs up
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") listen();
    else if (source) { source.close(); source = null; }
  });
  window.addEventListener("pagehide", () => source?.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  drawBar();
  listen();
})();
