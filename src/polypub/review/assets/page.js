// The page beside the panel: its blocks, which one is open, and what was clicked.

const blocks = (name) => [...document.querySelectorAll(`[data-message="${CSS.escape(name)}"]`)];

/** The first block of a message that people see, in the page's text rather than its head or its menus. */
function visible(name) {
  const found = blocks(name).filter((block) => block.getClientRects().length);
  return found.find((block) => block.closest("main")) ?? found[0];
}

/** Mark one message's blocks (none for an empty name) and no others; bring the first into view if asked to. */
export function markBlocks(name, isMoved) {
  for (const old of document.querySelectorAll("[data-polypub-current]")) old.removeAttribute("data-polypub-current");
  if (!name) return;
  for (const block of blocks(name)) block.setAttribute("data-polypub-current", "");
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (isMoved) visible(name)?.scrollIntoView({ block: "center", behavior: still ? "instant" : "smooth" });
}

/** The place in a list of the first message after another on the page, or of the last one before it; -1 for none. */
export function placeBeside(items, name, by) {
  const here = visible(name);
  const side = by > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const isThere = (one) => here && visible(one.name) && here.compareDocumentPosition(visible(one.name)) & side;
  return by > 0 ? items.findIndex(isThere) : items.findLastIndex(isThere);
}

/** The message whose block was clicked; empty for a click that means something else, such as a link to another page. */
export function messageAt(event, domain) {
  const block = event.target instanceof Element ? event.target.closest("[data-message]") : null;
  const isPlain = !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!block || !isPlain || block.dataset.state === "source") return "";
  const isOwn = domain && block.dataset.message.startsWith(`${domain}#`);
  const leads = event.target.closest("a[href], button, summary, label, input, select");
  return leads && !isOwn ? "" : block.dataset.message;
}
