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

// Tabs that do not all fit open with the current one in sight, and say while there are more further on.
function tabs(root) {
  for (const bar of root.querySelectorAll?.(".tabs") ?? []) {
    const more = () => bar.toggleAttribute("data-more", bar.scrollWidth - bar.clientWidth - bar.scrollLeft > 24);
    const current = bar.querySelector("[aria-current]");
    if (current) bar.scrollLeft += current.getBoundingClientRect().right - bar.getBoundingClientRect().right + 40;
    more();
    if (watched.has(bar)) continue;
    watched.add(bar);
    new ResizeObserver(more).observe(bar);
    bar.addEventListener("scroll", more, { passive: true });
    bar.addEventListener("click", ({ target }) => { if (target === bar) bar.scrollLeft += bar.clientWidth / 2; });
    bar.addEventListener("wheel", (event) => { if (!event.deltaX) bar.scrollLeft += event.deltaY; }, { passive: true });
  }
}

function look(root) { watch(root); tabs(root); }
look(document);
document.addEventListener("htmx:load", (event) => look(event.target.parentElement ?? document));
