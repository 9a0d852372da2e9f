// The seconds in which a sent message can still be taken back, emptying on the message itself.
class UndoRing extends HTMLElement {
  #timer;

  connectedCallback() {
    const whole = Number(this.dataset.seconds) * 1000;
    const until = Math.min(Number(this.dataset.until) || Infinity, Date.now() + whole);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = () => this.#draw(until - Date.now(), whole, still);
    this.#timer = setInterval(step, still ? 1000 : 100);
    step();
  }

  disconnectedCallback() { clearInterval(this.#timer); }

  #draw(left, whole, still) {
    const seconds = Math.ceil(left / 1000), words = this.querySelector("[data-pattern]");
    if (left <= 0) { this.hidden = true; clearInterval(this.#timer); return; }
    const said = words.dataset.pattern.replace("%s", seconds);
    if (words.textContent !== said) words.textContent = said;
    const share = still ? Math.round((left / whole) * 4) / 4 : left / whole;
    this.querySelector("[data-arc]").setAttribute("stroke-dasharray", `${(share * 100).toFixed(1)} 200`);
  }
}
customElements.define("undo-ring", UndoRing);
