// The receipt changes by itself: a hint of the house, or half a minute, and what it tells is fetched anew. What is being
// written stays where it is: only the part above the form is drawn again, and what they may ask for.
const told = document.getElementById("slip");
let stream;

const draw = (part, fresh) => {
  if (part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
};

const look = async () => {
  const answer = await fetch(location.pathname + location.search, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("slip");
  if (!fresh) return;
  told.dataset.live = fresh.dataset.live;
  draw(told, fresh);
  draw(document.getElementById("ask"), page.getElementById("ask"));
};

const listen = () => {
  if (stream || document.visibilityState !== "visible") return;
  stream = new EventSource(`/live?visitor=${encodeURIComponent(told.dataset.live)}`);
  stream.onmessage = () => setTimeout(look, 300);
  stream.addEventListener("reset", look);
  stream.onerror = () => { stream.close(); stream = null; }; // its ticket lasts a minute: the next look brings another
};

if (told) {
  listen();
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") look().then(listen); });
  setInterval(() => { if (document.visibilityState === "visible") look().then(listen); }, 30_000);
}
