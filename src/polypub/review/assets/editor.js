// The editor of one message: a text for every form, one of them in the field.

import { drawTabs } from "./view.js";

export class Editor {
  /** `onType` is called after every change that a person makes. */
  constructor(root, onType) {
    this.root = root;
    this.field = root.getElementById("editor");
    this.texts = [""];
    this.form = 0;
    this.item = null;
    this.onType = onType;
    this.field.addEventListener("input", () => this.read());
    root.getElementById("tabs").addEventListener("keydown", (event) => this.turn(event));
  }

  /** Show a message with these texts, which may be others than it has. */
  open(item, texts, { locale, dir }) {
    this.item = item;
    this.texts = [...texts];
    Object.assign(this.field, { lang: locale, dir });
    this.choose(0);
  }

  /** Whether the texts are others than the catalog's. */
  get isChanged() {
    return this.texts.some((text, at) => text !== this.item.texts[at]);
  }

  get isFocused() {
    return this.root.activeElement === this.field;
  }

  focus() {
    this.field.focus();
  }

  /** Bring a form into the field. */
  choose(number) {
    this.form = number;
    this.field.value = this.texts[number];
    this.draw();
  }

  /** Put a text into the field as if it had been typed, so that the browser's own undo takes it back. */
  use(text, number = this.form) {
    if (number !== this.form) this.choose(number);
    this.focus();
    this.field.select();
    if (!document.execCommand("insertText", false, text)) {
      this.field.value = text;
      this.read();
    }
  }

  read() {
    this.texts[this.form] = this.field.value;
    this.draw();
    this.onType();
  }

  draw() {
    const choose = (number) => { this.choose(number); this.focus(); };
    drawTabs(this.root.getElementById("tabs"), this.item.forms, this.texts, this.form, choose);
    const count = [...this.texts[this.form]].length;
    const told = `${count} ${count === 1 ? "character" : "characters"} · source ${[...this.item.source].length}${this.isChanged ? " · not saved" : ""}`;
    this.root.getElementById("count").textContent = told;
  }

  turn(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !this.item) return;
    event.preventDefault();
    this.choose((this.form + by + this.texts.length) % this.texts.length);
    this.root.getElementById(`tab-${this.form}`)?.focus();
  }
}
