// Files go up one by one as they are chosen, each with its progress, so that the words wait for none at the end and
// none is lost with another. Who sends before they are up sends as soon as they are, unless something changes until
// then. Without signal they stay in the form and leave with it.
class FileTray extends HTMLElement {
  #waiting = 0; #eager = false;

  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("change", ({ target }) => { if (target.name === "files") this.#take(target); });
    for (const name of ["input", "change"]) this.form.addEventListener(name, () => this.#calm());
    this.addEventListener("click", ({ target }) => this.#leaveOut(target.closest("button")?.parentElement));
  }

  get isBusy() { return this.#waiting > 0; }
  get isFull() { return this.querySelector('[name=file]:checked, [name=file][type=hidden]') !== null; }

  sendOnceUp() { this.#eager = true; this.tell(this.dataset.saysWait); }
  tell(words) {
    const place = this.form.querySelector("[data-trouble]");
    place.textContent = words; place.hidden = !words;
  }
  #calm() { if (this.#eager) this.tell(""); this.#eager = false; }
  #leaveOut(one) {
    if (one) { one.remove(); this.#calm(); this.#changed(); }
  }
  #changed() { this.dispatchEvent(new Event("tray-changed", { bubbles: true })); }

  #take(input) {
    this.tell("");
    const room = this.dataset.most - this.querySelectorAll(".chip").length, chosen = [...input.files];
    if (chosen.length > room) this.tell(this.dataset.saysMany);
    const files = chosen.slice(0, room);
    if (!navigator.onLine) return this.#keepForLater(files, input);
    input.value = "";
    for (const file of files) {
      if (file.size > Number(this.dataset.limit)) this.tell(this.dataset.saysBig.replace("%s", file.name));
      else this.#send(file);
    }
  }

  #keepForLater(files, input) {
    const leaving = new DataTransfer();
    for (const file of files) { leaving.items.add(file); this.append(chip(file)); }
    input.files = leaving.files;
  }

  // XMLHttpRequest, because fetch cannot tell how far an upload has come.
  #send(file) {
    const one = chip(file), bar = Object.assign(document.createElement("progress"), { max: 1, value: 0, ariaLabel: file.name });
    const request = new XMLHttpRequest(), body = new FormData();
    body.append("files", file);
    body.append("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
    one.append(bar, this.#off(file.name, request)); this.append(one);
    this.#waiting += 1;
    request.open("POST", this.dataset.url);
    request.upload.onprogress = ({ loaded, total }) => { bar.value = loaded / (total || 1); };
    request.onloadend = () => { this.#waiting -= 1; this.#arrived(one, bar, request, file.name); };
    request.send(body);
  }

  #arrived(one, bar, request, name) {
    if (!one.isConnected) return; // left out meanwhile
    const told = read(request);
    bar.remove();
    if (request.status !== 201) { one.remove(); this.#calm(); return this.tell(told?.error ?? this.dataset.saysLost.replace("%s", name)); }
    one.append(Object.assign(document.createElement("input"), { type: "hidden", name: "file", value: told.files[0].key }));
    this.#changed();
    if (this.#eager && !this.isBusy) { this.#calm(); this.form.requestSubmit(); }
  }
  #off(name, request) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: this.dataset.saysRemove.replace("%s", name) });
    button.addEventListener("click", () => request.abort());
    return button;
  }
}
const chip = ({ name }) => Object.assign(document.createElement("span"), { className: "chip", textContent: name });
const read = (request) => { try { return JSON.parse(request.responseText); } catch { return null; } };
customElements.define("file-tray", FileTray);
