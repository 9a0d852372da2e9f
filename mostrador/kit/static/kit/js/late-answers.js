// Answers come late and crosswise: while a form waits for its own, another one may draw anew what it stands in. htmx looks
// for the places of an answer from whoever asked, so one who was put out stands in again for the moment of the answer.
const known = new WeakSet(), door = document.createElement("div");
door.hidden = true;
document.body.append(door);

document.addEventListener("htmx:beforeRequest", ({ target: asker, detail }) => {
  // A region that looks draws itself anew, and is drawn already.
  if (detail.requestConfig.verb === "get" || known.has(asker)) return;
  known.add(asker);
  asker.addEventListener("htmx:beforeSwap", () => { if (!asker.isConnected) door.append(asker); });
  asker.addEventListener("htmx:afterRequest", () => { if (asker.parentNode === door) asker.remove(); });
});
