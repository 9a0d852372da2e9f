// Answers come late and crosswise: while a form waits for its own, another act may draw anew what it stands in, and be
// answered sooner. htmx looks for the places of an answer from whoever asked, so one who was put out stands in again for
// the moment of the answer. What an overtaken answer says is older: regions look again, and the words in the box stay.
const BOX = "#reply-place";
const began = new WeakMap(), known = new WeakSet(), door = document.createElement("div");
let acts = 0, answered = 0, overtaken = false;
door.hidden = true;
document.body.append(door);

document.addEventListener("htmx:beforeRequest", ({ target: asker, detail }) => {
  if (detail.requestConfig.verb === "get") return; // a region that looks draws itself anew, and is drawn already
  began.set(asker, ++acts);
  if (known.has(asker)) return;
  known.add(asker);
  asker.addEventListener("htmx:beforeSwap", ({ target }) => {
    if (target !== asker) return; // of something within it
    overtaken = answered > began.get(asker);
    answered = Math.max(answered, began.get(asker));
    if (!asker.isConnected) door.append(asker);
  });
  asker.addEventListener("htmx:afterRequest", ({ target }) => {
    if (target !== asker) return;
    overtaken = false;
    if (asker.parentNode === door) asker.remove();
  });
});

document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (overtaken && detail.target.matches(BOX)) detail.shouldSwap = false;
});
