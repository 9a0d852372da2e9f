// A region that says what it holds (data-has, eight signs a piece) is sent only what is new to it. What it has stays where
// it is, with its focus, its open menus and its pictures; a place where a piece was kept is <i data-kept="first-last">.
const SIGNS = 8, MOST = 4000;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  const has = detail.elt.dataset.has ?? "";
  if (detail.verb !== "get" || has.length > MOST || has.length !== detail.elt.children.length * SIGNS) return;
  if (has) detail.parameters.has = has;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target: region, serverResponse, shouldSwap } = event.detail;
  if (!shouldSwap || !region?.dataset?.has || !serverResponse.includes("data-kept")) return;
  const next = new DOMParser().parseFromString(serverResponse, "text/html").getElementById(region.id);
  if (!next) return;
  event.detail.shouldSwap = false;
  merge(region, next);
});

function merge(region, next) {
  const had = [...region.children], wanted = [], fresh = [];
  for (const piece of [...next.children]) {
    if (piece.dataset.kept) {
      const [first, last] = piece.dataset.kept.split("-").map(Number);
      wanted.push(...had.slice(first, last + 1));
    } else { wanted.push(piece); fresh.push(piece); }
  }
  const stays = new Set(wanted);
  for (const piece of had) if (!stays.has(piece)) piece.remove();
  let place = region.firstElementChild; // what is kept is in its order already
  for (const piece of wanted) {
    if (piece === place) place = place.nextElementSibling;
    else region.insertBefore(piece, place);
  }
  for (const { name, value } of next.attributes) if (region.getAttribute(name) !== value) region.setAttribute(name, value);
  for (const piece of fresh) { window.htmx.process(piece); window.htmx.trigger(piece, "htmx:load"); }
}
