// The keys of the review. None of them is taken from somebody who is typing, but those with Ctrl or Alt.

function isTyping(event) {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

const LETTERS = { j: "after", k: "before", p: "page", u: "undo", e: "edit" };

/** What a key asks for: `after`, `before`, `page`, `undo`, `edit`, `leave`, `approve`, `save`; empty for nothing. */
export function meaning(event) {
  if (event.isComposing) return "";
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand && event.key === "Enter") return event.repeat ? "" : "approve";
  if (isCommand && event.key.toLowerCase() === "s") return "save";
  if (event.altKey && !isCommand) return { ArrowDown: "after", ArrowUp: "before" }[event.key] ?? "";
  if (isCommand) return "";
  if (isTyping(event)) return event.key === "Escape" ? "leave" : "";
  if (event.key === "Enter") return event.composedPath()[0] === document.body ? "edit" : "";
  return LETTERS[event.key] ?? "";
}
