// One line on the shop's page starts it. Nothing is asked, shown or kept beyond the button until somebody opens it.
const script = document.currentScript;
const place = { door: script.dataset.door, base: new URL(script.src).origin, token: script.dataset.token || "" };
const user = { text: script.dataset.user || "", hash: script.dataset.userHash || "" };

// Whoever was quicker than the script finds the words they had begun.
const carry = (plain, box) => {
  if (!plain?.value || box.value) return;
  box.value = plain.value;
  box.dispatchEvent(new Event("input"));
};

const start = async () => {
  const language = script.dataset.language || document.documentElement.lang || navigator.language || "";
  const call = calling(place.base, place.door, language.slice(0, 2));
  const inside = script.dataset.inside ? document.querySelector(script.dataset.inside) : null;
  const face = await call.ask("face");
  const running = chat(face, inside, calling(place.base, place.door, face.language));
  if (inside) carry(inside.querySelector("textarea"), inside.querySelector("[data-mostrador]").shadowRoot.querySelector("textarea"));
  inside?.setAttribute("data-alive", "");
  return running;
};

if (!window.Mostrador) {
  const ready = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
    else done();
  }).then(start);
  ready.catch(() => null);
  window.Mostrador = { open: () => ready.then((it) => it.open()), close: () => ready.then((it) => it.close()) };
}
