// Keeps the words of the box on the server, a second after the last letter; where another tab has kept others
// meanwhile, both are shown and a person chooses.
class KeptDraft extends HTMLElement {
  #timer;

  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.form.querySelector("[name=text]");
    this.over = this.form.querySelector("[name=over]");
    this.text.addEventListener("input", () => this.#later());
    this.form.addEventListener("change", ({ target }) => { if (target.name === "surface") this.#later(); });
    this.addEventListener("click", ({ target }) => this.#choose(target.closest("[data-choose]")?.dataset.choose));
  }

  disconnectedCallback() { clearTimeout(this.#timer); }

  forget() {
    clearTimeout(this.#timer);
    this.over.value = "";
  }

  #later() {
    clearTimeout(this.#timer);
    if (this.dataset.url) this.#timer = setTimeout(() => this.#save(), 1000);
  }

  // Files do not go with a draft: a large one would travel at every pause.
  async #save() {
    const body = new FormData(this.form);
    body.delete("files");
    const answer = await fetch(this.dataset.url, { method: "POST", body, keepalive: true, headers: { "HX-Request": "true" } }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (!told || !this.isConnected) return;
    if (answer.status === 409) this.#tell(told);
    else if (answer.ok) { this.over.value = told.over; this.form.querySelector("[data-beside]").textContent = told.beside; this.#offer(told.word); }
  }

  // What the draft promises. Drawn anew only when it promises something else: a tap is not undone by the next letter.
  #offer(drawn) {
    const place = this.form.querySelector("[data-word]"), fresh = document.createElement("template");
    if (!place || drawn === undefined) return;
    fresh.innerHTML = drawn;
    const words = (root) => root.querySelector("[name=word]")?.value ?? "";
    if (words(place) !== words(fresh.content)) place.replaceChildren(fresh.content);
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
