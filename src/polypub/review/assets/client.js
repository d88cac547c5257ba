// Talks to the review's server, and keeps what is typed for as long as the tab is open.

const ROOT = "/_polypub/review";
const tokenIn = (page) => page.querySelector("script[data-polypub][data-token]")?.dataset.token ?? "";
let token = tokenIn(document);

/** An answer that refuses: `error`, `hint`, perhaps `theirs` or `findings`. */
export class Refused extends Error {
  constructor(status, told) {
    super(told.error);
    Object.assign(this, { status, ...told });
  }
}

async function request(name, options) {
  let answer;
  try {
    answer = await fetch(`${ROOT}/${name}`, { cache: "no-store", ...options });
  } catch {
    throw new Refused(0, { error: "the server does not answer", hint: "Is `polypub review` still running? What you typed is kept in this tab." });
  }
  const told = await answer.json().catch(() => ({ error: `the server answered ${answer.status}`, hint: "See its terminal." }));
  if (!answer.ok) throw new Refused(answer.status, told);
  return told;
}

/** Ask without changing anything. */
export function get(name, query = {}) {
  return request(`${name}?${new URLSearchParams(query)}`);
}

/** Do something; a server that was started anew has another token, which its pages tell. */
export async function post(name, body = {}, signal = undefined) {
  const send = () => request(name, {
    method: "POST", body: JSON.stringify(body), signal,
    headers: { "Content-Type": "application/json", "X-Polypub-Token": token },
  });
  try {
    return await send();
  } catch (error) {
    if (error.status !== 403) throw error;
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = tokenIn(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!fresh || fresh === token) throw error;
    token = fresh;
    return send();
  }
}

const KEY = `polypub-review ${location.host}`;

function load() {
  try { return JSON.parse(sessionStorage.getItem(KEY)) ?? {}; } catch { return {}; }
}

/** What outlives a reload: where the person is, and texts that are not saved. */
export const memory = { current: "", scope: "here", state: "open", text: "", folded: false, lists: false, typed: {}, ...load() };

/** Keep the memory. */
export function remember(changes = {}) {
  Object.assign(memory, changes);
  try { sessionStorage.setItem(KEY, JSON.stringify(memory)); } catch { /* a browser may keep nothing */ }
}
