// Keys for everything, silent while somebody writes. `?` shows them; pages name their own with data-key.
const WRITING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const GO = { h: "h", b: "b", p: "p", d: "d" }; // g h: the link in the rail with data-go="h"

class KeyboardMap extends HTMLElement {
  #going = 0;

  connectedCallback() { document.addEventListener("keydown", this); }
  disconnectedCallback() { document.removeEventListener("keydown", this); }

  handleEvent(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.(WRITING)) { if (event.key === "Escape") event.target.blur(); return; }
    if (document.querySelector("dialog[open]")) return;
    if (this.#act(event.key)) event.preventDefault();
  }

  #act(key) {
    if (Date.now() - this.#going < 1200 && GO[key]) { this.#going = 0; return this.#press(`[data-go="${key}"]`); }
    switch (key) {
      case "g": this.#going = Date.now(); return true;
      case "j": return this.#step(1);
      case "k": return this.#step(-1);
      case "/": return this.#focus("input[data-search]") || this.#press("a[data-search]");
      case "r": return this.#write(["private", "public"]);
      case "n": return this.#write(["note"]);
      case "?": document.getElementById("keys")?.showModal(); return true;
      default: return /^[a-z0-9]$/.test(key) && this.#press(`[data-key="${key}"]`);
    }
  }

  #step(by) {
    const rows = [...document.querySelectorAll("[data-row]")].filter((row) => row.checkVisibility?.() ?? row.offsetParent);
    const current = rows.indexOf(document.activeElement);
    const from = current >= 0 ? current : rows.findIndex((row) => row.hasAttribute("aria-current"));
    const next = rows[Math.max(0, Math.min(rows.length - 1, from + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  }

  #write(kinds) {
    const form = document.querySelector("form.reply"), now = form?.querySelector("[name=surface]:checked");
    if (form && !kinds.includes(now?.value)) kinds.some((kind) => this.#choose(form, kind));
    return this.#focus("textarea[data-reply]");
  }

  #choose(form, kind) {
    const radio = form.querySelector(`[name=surface][value="${kind}"]`);
    radio?.click();
    return Boolean(radio);
  }

  #focus(where) { const found = document.querySelector(where); found?.focus(); return Boolean(found); }
  #press(where) { const found = document.querySelector(where); found?.click(); return Boolean(found); }
}
customElements.define("keyboard-map", KeyboardMap);
