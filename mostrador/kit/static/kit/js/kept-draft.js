// Keeps the words of the box on the server, a second after the last letter, and its files as soon as one arrives or is
// left out; where another tab has kept other words meanwhile, both are shown and a person chooses.
class KeptDraft extends HTMLElement {
  #timer;
  #saving = Promise.resolve();

  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.form.querySelector("[name=text]");
    this.over = this.form.querySelector("[name=over]");
    this.text.addEventListener("input", () => this.#later());
    this.form.addEventListener("change", ({ target }) => { if (target.name === "surface" || target.name === "file") this.#later(); });
    this.form.addEventListener("tray-changed", () => this.#later(0));
    // What is leaving is kept no more: a draft that comes in after it would bring sent words back.
    this.form.addEventListener("htmx:beforeRequest", ({ target }) => { if (target === this.form) clearTimeout(this.#timer); });
    this.addEventListener("click", ({ target }) => this.#choose(target.closest("[data-choose]")?.dataset.choose));
  }

  disconnectedCallback() { clearTimeout(this.#timer); }

  forget() {
    clearTimeout(this.#timer);
    this.over.value = "";
  }

  // One after the other: a second that does not know of the first would be taken for another tab's.
  #later(wait = 1000) {
    clearTimeout(this.#timer);
    if (this.dataset.url) this.#timer = setTimeout(() => { this.#saving = this.#saving.then(() => this.#save()); }, wait);
  }

  // The keys of what is up go along; a file itself does not, or a large one would travel at every pause.
  async #save() {
    if (!this.isConnected) return;
    const body = new FormData(this.form);
    body.delete("files");
    const answer = await fetch(this.dataset.url, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!told || !this.isConnected) return;
    if (answer.status === 409) this.#tell(told);
    else if (answer.ok) { this.over.value = told.over; this.form.querySelector("[data-beside]").textContent = told.beside; this.#offer(told.word); this.#warn(told.warned); }
  }

  // What the draft promises. Drawn anew only when it promises something else: a tap is not undone by the next letter.
  #offer(drawn) {
    const place = this.form.querySelector("[data-word]"), fresh = document.createElement("template");
    if (!place || drawn === undefined) return;
    fresh.innerHTML = drawn;
    const words = (root) => root.querySelector("[name=word]")?.value ?? "";
    if (words(place) !== words(fresh.content)) place.replaceChildren(fresh.content);
  }

  // What the plan says against it. Drawn anew only when it says otherwise: a screen reader reads it once.
  #warn(drawn) {
    const place = this.form.querySelector("[data-warned]");
    if (place && drawn !== undefined && this.warned !== drawn) { place.innerHTML = drawn; this.warned = drawn; }
  }

  #tell({ over, text }) {
    this.querySelector(".reply__theirs").textContent = text;
    this.dataset.over = over;
    this.hidden = false;
  }

  #choose(which) {
    if (!which) return;
    if (which === "both") this.text.value = `${this.text.value.trimEnd()}\n\n${this.querySelector(".reply__theirs").textContent}`;
    this.over.value = this.dataset.over;
    this.hidden = true;
    this.text.focus();
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
customElements.define("kept-draft", KeptDraft);
