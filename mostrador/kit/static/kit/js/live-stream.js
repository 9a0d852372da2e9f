// The ledger's stream: what changed, never what it says. Resumes at the last position; without a line it says so.
const PATIENCE = 2000, LONGEST = 60_000;

class LiveStream extends HTMLElement {
  #source; #after; #retry; #pause = PATIENCE;

  connectedCallback() {
    this.#after = this.getAttribute("after") ?? "";
    for (const name of ["online", "offline"]) addEventListener(name, this);
    this.#open();
  }

  disconnectedCallback() {
    this.#source?.close();
    clearTimeout(this.#retry);
    for (const name of ["online", "offline"]) removeEventListener(name, this);
  }

  handleEvent(event) {
    if (event.type === "online") this.#open();
    this.#signal(event.type === "online");
  }

  #open() {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = (this.#source = new EventSource(`${this.getAttribute("src")}?after=${encodeURIComponent(this.#after)}`));
    source.onopen = () => { this.#pause = PATIENCE; this.#signal(true); };
    source.onmessage = (event) => this.#hear(event);
    source.onerror = () => { if (source.readyState === EventSource.CLOSED) this.#later(); };
    source.addEventListener("whisper", (event) => this.#tell("whisper", JSON.parse(event.data)));
    source.addEventListener("reset", (event) => { this.#after = event.lastEventId || this.#after; this.#tell("ledger-said", null); });
  }

  // Signed out, or the house restarts: come back ever more slowly, never all at once.
  #later() {
    this.#retry = setTimeout(() => this.#open(), this.#pause * (1 + Math.random()));
    this.#pause = Math.min(LONGEST, this.#pause * 2);
  }

  #hear(event) {
    this.#after = event.lastEventId || this.#after;
    const { name, refs = {} } = JSON.parse(event.data);
    this.#tell("ledger-said", new Set(["any", name, ...Object.keys(refs), ...Object.entries(refs).map(([key, value]) => `${key}-${value}`)]));
  }

  #signal(there) {
    const banner = document.getElementById("offline");
    if (banner) banner.hidden = there;
    if (there) this.#tell("signal-back");
  }

  #tell(name, detail) { document.dispatchEvent(new CustomEvent(name, { detail })); }
}
customElements.define("live-stream", LiveStream);
