// What the checks say of a text while it is typed.

import { post, Refused } from "./client.js";
import { drawFindings } from "./view.js";

let timer = 0;
let asked = null;

/** Check texts after a pause without another request; the answer to an earlier one is dropped. */
export function check(list, { name, texts, pause, say }) {
  clearTimeout(timer);
  asked?.abort();
  timer = setTimeout(async () => {
    const mine = asked = new AbortController();
    try {
      const found = texts.some(Boolean) ? await post("check", { name, texts }, mine.signal) : { findings: [] };
      if (!mine.signal.aborted) drawFindings(list, found.findings);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status) say([error.message, error.hint].filter(Boolean).join(". "), true);
    }
  }, pause);
}
