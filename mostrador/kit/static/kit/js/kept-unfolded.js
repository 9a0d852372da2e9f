// What one has unfolded stays so when its region comes anew; it is known by its id.
const unfolded = new Set();
document.addEventListener("toggle", ({ target }) => {
  if (target.id) unfolded[target.open ? "add" : "delete"](target.id);
  if (target.matches(".askings[open]")) target.scrollIntoView(); // its place scrolls, and may be low on the phone
}, true);
document.addEventListener("htmx:load", ({ target }) => {
  for (const one of target.parentElement?.querySelectorAll("[data-live] details[id]") ?? []) if (unfolded.has(one.id)) one.open = true;
});
