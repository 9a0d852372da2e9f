// A list that never moves under a finger: while somebody aims, scrolls or tabs in it, new rows wait behind "2 nuevas ↑".
class NewerRows extends HTMLElement {
  #held = "";
  #button;
  #touched = 0;

  connectedCallback() {
    this.addEventListener("htmx:beforeSwap", (event) => this.#judge(event));
    this.addEventListener("pointerdown", () => { this.#touched = Date.now(); });
    for (const name of ["pointerleave", "focusout"]) this.addEventListener(name, () => setTimeout(() => this.#busy() || this.#release(), 800));
  }

  #judge(event) {
    if (event.target !== this || event.detail.target !== this || !event.detail.shouldSwap) return;
    const html = event.detail.serverResponse, next = new DOMParser().parseFromString(html, "text/html");
    const had = this.#ids(this), has = this.#ids(next), same = had.join() === has.join();
    if (same || !this.#busy()) { this.#show(0); this.#held = ""; return; }
    event.detail.shouldSwap = false;
    this.#held = html;
    this.#renew(next);
    this.#show(has.filter((id) => !had.includes(id)).length);
  }

  // Rows that stay where they are may change their words and marks at once.
  #renew(next) {
    for (const row of this.querySelectorAll("[data-row][id]")) {
      const fresh = next.getElementById(row.id);
      if (fresh && fresh.innerHTML !== row.innerHTML) row.innerHTML = fresh.innerHTML;
    }
  }

  #release() {
    if (!this.#held) return;
    const html = this.#held;
    this.#held = "";
    this.#show(0);
    window.htmx.swap(this, html, { swapStyle: "innerHTML" });
  }

  #show(count) {
    this.#button?.remove();
    this.#button = undefined;
    if (!count) return;
    this.#button = document.createElement("div");
    this.#button.className = "newer";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--solid button--small";
    button.textContent = `${(count === 1 ? this.dataset.one : this.dataset.many).replace("%s", count)} ↑`;
    button.addEventListener("click", () => { this.#release(); this.#scroller()?.scrollTo({ top: 0 }); });
    this.#button.append(button);
    this.before(this.#button);
    const voice = document.getElementById("voice");
    if (voice) voice.textContent = button.textContent;
  }

  #busy() {
    const aims = matchMedia("(hover: hover)").matches && this.matches(":hover");
    const held = this.contains(document.activeElement) || Date.now() - this.#touched < 2000;
    return aims || held || (this.#scroller()?.scrollTop ?? scrollY) > 8;
  }

  #scroller() { return this.closest(".pane__scroll"); }
  #ids(root) { return [...root.querySelectorAll("[data-row][id]")].map((row) => row.id); }
}
customElements.define("newer-rows", NewerRows);
