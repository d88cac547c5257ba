// Two people, one message: both texts, and the choice between them.

/** Ask which text is to be kept; whether it is the person's own. Leaving the dialog keeps it, too. */
export function askWhose(root, { theirs, mine, locale, dir }) {
  const dialog = root.getElementById("conflict");
  const before = root.activeElement;
  for (const [id, texts] of Object.entries({ theirs, mine })) {
    const place = root.getElementById(id);
    place.replaceChildren(texts.filter(Boolean).join("\n\n") || "no text");
    Object.assign(place, { lang: locale, dir });
  }
  dialog.showModal();
  return new Promise((resolve) => {
    const done = new AbortController();
    const answer = (isMine) => {
      done.abort();
      dialog.close();
      if (before?.isConnected) before.focus();
      resolve(isMine);
    };
    const on = (element, event, isMine) => element.addEventListener(event, (told) => { told.preventDefault(); answer(isMine); }, { signal: done.signal });
    on(root.getElementById("keep-theirs"), "click", false);
    on(root.getElementById("keep-mine"), "click", true);
    on(dialog, "cancel", true);
  });
}
