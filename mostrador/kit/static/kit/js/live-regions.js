// Regions that say what they show (data-live="conversation-42 …") fetch themselves again when that changed:
// at most once in 500 ms each, and only while they are on screen; the others when they come into sight.
const PAUSE = 500, BURST = 6; // ms; the facts of one commit arrive together and are one reason to look
const STEP = 15, LONGEST = 300; // ms; what people read (data-live-first) has the server first: what stands around it waits so long
const seen = new WeakSet(), stale = new WeakSet(), waiting = new WeakSet();
const last = new Map(); // when each region looked, by its id: it may be another element by now

const watcher = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) { seen.add(target); fresh(target); } else seen.delete(target);
  }
});

// A form inside that waits for its answer must still stand there when the answer comes, else htmx puts it nowhere.
const isAsking = (region) => region.querySelector(".htmx-request") !== null;

function comesAfter(region) {
  const first = document.querySelector("[data-live-first]");
  if (!first || first === region) return false;
  const looksNow = stale.has(first) && seen.has(first) && Date.now() >= (last.get(first.id) ?? 0) + PAUSE;
  return looksNow || first.classList.contains("htmx-request");
}

function fresh(region, atLeast = BURST) {
  if (!stale.has(region) || !seen.has(region) || document.hidden || waiting.has(region)) return;
  waiting.add(region);
  setTimeout(() => look(region), Math.max(atLeast, (last.get(region.id) ?? 0) + PAUSE - Date.now()));
}

function look(region, until = Date.now() + LONGEST) {
  waiting.delete(region);
  if (!region.isConnected) return inherit(region);
  if (!seen.has(region) || document.hidden) return; // stays stale until it is in sight again
  if (isAsking(region)) { fresh(region, PAUSE); return; }
  if (Date.now() < until && comesAfter(region)) { waiting.add(region); setTimeout(look, STEP, region, until); return; }
  stale.delete(region);
  last.set(region.id, Date.now());
  window.htmx?.trigger(region, "live");
}

// The news came while it was being replaced: whoever stands in its place looks once more.
function inherit(region) {
  const heir = region.id && document.getElementById(region.id);
  if (!heir || !stale.has(region)) return;
  stale.add(heir);
  fresh(heir);
}

function each(touch) { for (const region of document.querySelectorAll("[data-live]")) touch(region); }

function watch(root) {
  if (root.matches?.("[data-live]")) watcher.observe(root);
  for (const region of root.querySelectorAll("[data-live]")) watcher.observe(region);
}

document.addEventListener("ledger-said", ({ detail: names }) => {
  const meant = (region) => !names || region.dataset.live.split(/\s+/).some((token) => names.has(token));
  const regions = [...document.querySelectorAll("[data-live]")].filter(meant);
  for (const region of regions) stale.add(region);
  for (const region of regions) fresh(region);
});
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (!target?.dataset.live || requestConfig?.verb !== "get" || !isAsking(target)) return;
  event.detail.shouldSwap = false;
  stale.add(target);
  fresh(target, PAUSE);
});
// An act's answer may be older than what a region saw since, sees now or has yet to see: who comes in its place looks.
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target: region } }) => {
  if (!region.dataset.live) return;
  stale.add(region);
  setTimeout(inherit, 0, region);
});
document.addEventListener("visibilitychange", () => each((region) => fresh(region)));
document.addEventListener("htmx:load", (event) => watch(event.target));
watch(document);
