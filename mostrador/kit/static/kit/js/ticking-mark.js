// What is left of a promise, in words and as a ring, without asking the server. Patterns come from <template id="words">.
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR, EVERY = 15_000, FAR = 12 * HOUR;
const marks = new Set();

function lasting(span, say) {
  const minutes = Math.max(1, Math.floor(span / MINUTE)), hours = Math.floor(minutes / 60), rest = minutes % 60;
  if (span >= DAY) {
    const days = Math.floor(span / DAY);
    return (days === 1 ? say.day : say.days).replace("%d", days);
  }
  if (!hours) return say.minutes.replace("%m", minutes);
  return (rest ? say.both : say.hours).replace("%h", hours).replace("%m", rest);
}

function words(left, say) {
  if (left < 0) return say.late.replace("%s", lasting(-left, say));
  const first = left >= HOUR ? Math.floor(left / HOUR) : Math.max(1, Math.floor(left / MINUTE));
  return (first === 1 ? say.leftOne : say.leftMany).replace("%s", lasting(left, say));
}

class TickingMark extends HTMLElement {
  connectedCallback() { marks.add(this); this.tick(Date.now()); }
  disconnectedCallback() { marks.delete(this); }

  tick(now) {
    const due = Number(this.dataset.due), say = document.getElementById("words")?.dataset;
    if (!due || !say) return;
    const left = due - now;
    this.#kind(left < 0 ? "late" : now >= Number(this.dataset.warn || Infinity) ? "soon" : "time");
    this.#ring(left / Math.max(1, due - Number(this.dataset.began || now)));
    if ("far" in this.dataset && left > FAR) return; // the server named a day: "mañana, 17:30"
    const place = this.querySelector("[data-words]");
    if (!place) return;
    const before = place.textContent, cut = before.lastIndexOf(" · "); // a sentence keeps its beginning
    const said = (cut < 0 ? "" : before.slice(0, cut + 3)) + words(left, say);
    if (before !== said) place.textContent = said;
  }

  #kind(kind) {
    for (const other of ["time", "soon", "late"]) this.classList.toggle(`mark--${other}`, other === kind);
  }

  #ring(share) {
    const length = Math.max(0.5, Math.min(1, share) * 100).toFixed(1);
    this.querySelector(".mark__arc")?.setAttribute("stroke-dasharray", `${length} 200`);
  }
}
customElements.define("ticking-mark", TickingMark);

const all = () => { const now = Date.now(); for (const mark of marks) mark.tick(now); };
setInterval(all, EVERY);
document.addEventListener("visibilitychange", () => document.hidden || all());
