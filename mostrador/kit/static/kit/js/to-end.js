// A thread opens at its end and stays there while one reads the end; who reads further up is left alone.
const NEAR = 80;
const atEnd = (pane) => pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR;
const toEnd = (pane) => { pane.scrollTop = pane.scrollHeight; };
const watched = new WeakSet();

function watch(root) {
  for (const pane of root.querySelectorAll?.("[data-to-end]") ?? []) {
    if (watched.has(pane)) continue;
    watched.add(pane);
    // Only going up leaves the end: a picture that arrives late makes the thread longer under a pane that stood at it.
    let stays = true, top = 0;
    pane.addEventListener("scroll", () => { stays = atEnd(pane) || (stays && pane.scrollTop >= top); top = pane.scrollTop; }, { passive: true });
    const follow = () => { if (stays) toEnd(pane); };
    const sizes = new ResizeObserver(follow);
    for (const part of [pane, ...pane.children]) sizes.observe(part);
    new MutationObserver(follow).observe(pane, { childList: true, subtree: true });
    toEnd(pane);
  }
}

watch(document);
document.addEventListener("htmx:load", (event) => watch(event.target.parentElement ?? document));
