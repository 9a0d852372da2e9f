// What could not leave for want of signal. It keeps its idempotency key, so it arrives once only, files included.
const STORE = "outbox";

const opened = new Promise((give, fail) => {
  const asked = indexedDB.open("mostrador", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "key" });
  asked.onsuccess = () => give(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function store(mode, ask) {
  const place = (await opened).transaction(STORE, mode).objectStore(STORE), wish = ask(place);
  return new Promise((give, fail) => { wish.onsuccess = () => give(wish.result); wish.onerror = () => fail(wish.error); });
}

async function keep({ url, form }) {
  const entries = [...form.entries()], key = form.get("key");
  await store("readwrite", (place) => place.put({ key, url, entries, at: Date.now() }));
  tell();
}

async function send(letter) {
  const body = new FormData(), token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  for (const [name, value] of letter.entries) body.append(name, name === "csrfmiddlewaretoken" && token ? token : value);
  body.append("unasked", "1"); // whoever wrote it may be gone: nobody can be asked about what it promises
  const answer = await fetch(letter.url, { method: "POST", body, headers: { "HX-Request": "true", "X-CSRFToken": token ?? "" } });
  if (answer.status >= 500 || answer.status === 429) return false;
  if (!answer.ok) giveBack(letter);
  await store("readwrite", (place) => place.delete(letter.key));
  return true;
}

// Refused: the words go back into the box they were written in, never into nowhere.
function giveBack(letter) {
  const text = new Map(letter.entries).get("text");
  if (typeof text === "string" && text) localStorage.setItem(`draft:${letter.url}`, text);
}

function flush() {
  return navigator.locks.request("outbox", async () => {
    const letters = await store("readonly", (place) => place.getAll());
    for (const letter of letters.sort((a, b) => a.at - b.at)) {
      try { if (!(await send(letter))) break; } catch { break; } // still no signal: it stays
    }
    tell();
  });
}

async function tell() {
  const count = await store("readonly", (place) => place.count());
  document.dispatchEvent(new CustomEvent("outbox-changed", { detail: count }));
  if (count) setTimeout(flush, 30_000);
}

document.addEventListener("outbox-keep", (event) => keep(event.detail));
document.addEventListener("signal-back", flush);
addEventListener("online", flush);
flush();
