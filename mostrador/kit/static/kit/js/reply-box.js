// The reply box: says when its surface changes, sends with Ctrl/⌘ Enter, and hands what cannot leave to the outbox.
// Without it the box is a plain form and works.
const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

class ReplyBox extends HTMLElement {
  #sending;

  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea[name=text]");
    this.key = this.querySelector("[name=key]");
    if (!this.key.value) this.key.value = crypto.randomUUID();
    if (MAC) this.querySelectorAll("[data-mod]").forEach((place) => { place.textContent = "⌘"; });
    for (const name of ["change", "input", "keydown", "click", "submit", "htmx:beforeRequest", "htmx:sendError", "htmx:afterRequest"]) this.form.addEventListener(name, this);
    document.addEventListener("outbox-changed", this);
    this.#restore();
  }

  disconnectedCallback() { document.removeEventListener("outbox-changed", this); }

  handleEvent(event) {
    const { type, target } = event;
    if (type === "outbox-changed") this.querySelector("[data-outbox]").textContent = event.detail ? this.dataset.saysOutbox : "";
    else if (type === "change" && target.name === "surface") this.#turn(target.value);
    else if (type === "input" && target === this.text) this.#typed();
    else if (type === "keydown" && event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); this.form.requestSubmit(); }
    else if (type === "click") this.#insert(target.closest("[data-saved]"));
    else if (type === "submit") this.#leave(event);
    else if (type === "htmx:beforeRequest" && event.target === this.form) this.#sending = new FormData(this.form);
    else if (type === "htmx:sendError" && event.target === this.form) this.#keep(this.#sending);
    else if (type === "htmx:afterRequest" && event.target === this.form && event.detail.successful && this.contains(this.form)) this.#empty(); // else it was drawn anew
  }

  #turn(surface) {
    this.text.placeholder = this.text.dataset[surface === "note" ? "placeholderNote" : "placeholder"];
    this.#say(this.dataset[`says${surface[0].toUpperCase()}${surface.slice(1)}`]);
  }
  #leave(event) {
    const tray = this.querySelector("file-tray");
    if (tray?.isBusy) { event.preventDefault(); event.stopImmediatePropagation(); tray.sendOnceUp(); return; }
    if (!this.text.value.trim() && !tray?.isFull && !this.querySelector("[name=files]")?.files.length) { event.preventDefault(); event.stopImmediatePropagation(); this.text.focus(); return; }
    localStorage.removeItem(this.#place);
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#keep(new FormData(this.form));
  }

  #keep(form) {
    document.dispatchEvent(new CustomEvent("outbox-keep", { detail: { url: this.form.action, form } }));
    this.#empty();
    this.#say(this.dataset.saysOutbox);
  }

  #empty() {
    localStorage.removeItem(this.#place);
    this.text.value = "";
    this.#unplanned();
    for (const place of ["[data-files]", "[data-word]"]) this.querySelector(place).textContent = "";
    const files = this.querySelector("[name=files]");
    if (files) files.value = "";
    this.key.value = crypto.randomUUID();
    this.querySelector("kept-draft")?.forget();
  }

  #typed() {
    localStorage.setItem(this.#place, this.text.value);
    this.#unplanned();
    const limit = Number(this.text.dataset.limit), room = limit - [...this.text.value].length;
    this.querySelector("[data-count]").textContent = limit && room < limit * 0.15 ? room : "";
  }

  #unplanned() { if (!this.text.value.trim()) this.querySelector("[data-planned]")?.remove(); } // of the plan's draft nothing is left
  #restore() { const kept = localStorage.getItem(this.#place); if (kept && !this.text.value) this.text.value = kept; }
  #insert(button) { if (button) { this.text.setRangeText(button.dataset.saved, this.text.selectionStart, this.text.selectionEnd, "end"); button.closest("details").open = false; this.text.focus(); this.text.dispatchEvent(new Event("input", { bubbles: true })); } }
  #say(words) { const voice = document.getElementById("voice"); if (voice && words) voice.textContent = words; }
  get #place() { return `draft:${this.form.action}`; }
}
customElements.define("reply-box", ReplyBox);
