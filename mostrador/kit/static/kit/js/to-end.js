// A thread opens at its end and stays there while one reads the end; who reads further up is left alone.
const NEAR = 80;
const atEnd = (pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR;
const toEnd = (pane) => { pane.scrollTop = pane.scrollHeight; };
const watched = new WeakSet();

function watch(root) {
  for (const pane of root.querySelectorAll?.("[data-to-end]") ?? []) {
    if (watched.has(pane)) continue;
    watched.add(pane);
    let stays = true;
    pane.addEventListener("scroll", () => { stays = atEnd(pane); }, { passive: true });
    new ResizeObserver(() => stays && toEnd(pane)).observe(pane.firstElementChild ?? pane);
    new MutationObserver(() => stays && toEnd(pane)).observe(pane, { childList: true, subtree: true });
    toEnd(pane);
  }
}

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target.parentElement ?? document));
