// Where they write: text, files with their progress, a person on request.
const composer = (face, acts) => {
  const { words, limits } = face;
  let files = [], eager = false; // eager: sent already, as soon as the last file is up
  const text = make("textarea", {
    rows: 1, maxlength: limits.text, "aria-label": words.write, placeholder: words.write, enterkeyhint: "send",
    input: () => changed(), keydown: (event) => entered(event), paste: (event) => add(event.clipboardData?.files || []),
  });
  const picker = make("input", { type: "file", multiple: true, hidden: true, tabindex: "-1", "aria-label": words.attach,
    change: () => { add(picker.files); picker.value = ""; } });
  const chips = make("div", { class: "chips" });
  const note = make("p", { class: "strip", role: "status", hidden: true });
  const attach = make("button", { type: "button", class: "round", "aria-label": words.attach, click: () => picker.click() }, icon("attach"));
  const send = make("button", { type: "submit", class: "round send", "aria-label": words.send }, icon("send"));
  const form = make("form", { submit: (event) => { event.preventDefault(); leave(); } },
    note, chips, make("div", { class: "row" }, attach, picker, text, send));

  const say = (line) => {
    note.hidden = !line;
    note.textContent = line || "";
  };
  const entered = (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    leave();
  };
  const rising = () => files.some((file) => !file.key);
  const ready = () => !rising() && (text.value.trim() || files.length);
  const changed = () => {
    if (eager) say("");
    eager = false;
    sync();
  };
  const sync = () => {
    send.setAttribute("aria-disabled", String(!ready()));
    text.style.height = "auto";
    text.style.height = `${Math.min(text.scrollHeight, 132)}px`;
  };
  const leave = () => {
    eager = rising();
    if (eager) return say(words.rising);
    if (!ready()) return;
    acts.send(text.value.trim(), files);
    text.value = "";
    files = [];
    chips.replaceChildren();
    say("");
    sync();
    text.focus();
  };
  const drop = (file) => {
    files = files.filter((other) => other !== file);
    file.chip.remove();
    file.stop.abort();
    changed();
  };
  const add = (chosen) => {
    changed();
    for (const one of chosen) {
      if (files.length >= limits.files) return say(words.too_many);
      if (one.size > limits.bytes) say(fill(words.too_big, { limit: limits.bytes / 2 ** 20 }));
      else take(one);
    }
  };
  const take = async (one) => {
    const file = { name: one.name || "file", key: "", stop: new AbortController() };
    const bar = make("progress", { max: 1, value: 0, "aria-label": file.name });
    const off = make("button", { type: "button", "aria-label": fill(words.remove, file), click: () => { drop(file); text.focus(); } }, icon("close"));
    file.chip = make("div", { class: "chip" }, make("span", {}, file.name), bar, off);
    files.push(file);
    chips.append(file.chip);
    sync();
    try {
      file.key = (await acts.upload(one, (share) => (bar.value = share), file.stop.signal)).key;
      bar.remove();
    } catch (refused) {
      if (!files.includes(file)) return; // taken back by hand
      drop(file);
      say(refused.words || words.lost_file);
    }
    sync();
    if (eager && !rising()) leave();
  };
  const address = (name) => (text.placeholder = name ? fill(words.write_to, { name }) : words.write);
  sync();
  return { form, text, address, say };
};

const offer = (words, acts) => {
  const box = make("div", { class: "offer", hidden: true });
  let drawn = null;
  const ask = () => {
    const mail = make("input", { type: "email", required: true, maxlength: 254, autocomplete: "email", "aria-label": words.mail, placeholder: words.mail });
    const form = make("form", { submit: (event) => { event.preventDefault(); wish(mail.value); } }, mail, make("button", { type: "submit" }, words.tell_me));
    const open = make("button", { type: "button", click: () => { open.replaceWith(words.tell, form); mail.focus(); } }, words.tell);
    box.replaceChildren(open);
  };
  const told = (mail) =>
    box.replaceChildren(`${fill(words.told, { mail })} `, make("button", { type: "button", click: () => wish("") }, words.tell_not));
  const wish = async (mail) => {
    const line = box.querySelector("[role=alert]") || make("p", { role: "alert", class: "meta" });
    try {
      draw(await acts.wish(mail));
    } catch (refused) {
      line.textContent = refused.words || words.away;
      box.append(line);
    }
  };
  const draw = (known) => {
    const print = JSON.stringify(known);
    if (print === drawn) return;
    drawn = print;
    box.hidden = !known;
    if (known) (known.to ? told(known.to) : ask());
  };
  return { box, draw };
};
