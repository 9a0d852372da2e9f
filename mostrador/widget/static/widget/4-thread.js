// The conversation as it is drawn: theirs left, yours right, a line per day. Rows that did not change stay.
const drawnThread = (words, language, acts) => {
  const list = make("ol");
  const rows = new Map();
  const pictures = new Map();
  const time = new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" });
  const date = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" });

  const dayOf = (at) => {
    const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 864e5);
    return days < 1 ? words.today : days === 1 ? words.yesterday : date.format(at);
  };

  const picture = (file) => {
    const image = make("img", { class: "picture", alt: file.name });
    const shown = pictures.get(file.key) || acts.bring(file.key).then((blob) => URL.createObjectURL(blob));
    pictures.set(file.key, shown);
    image.onload = () => acts.grown(image.offsetHeight);
    image.onerror = () => image.replaceWith(paper(file));
    shown.then((source) => (image.src = source), image.onerror);
    return image;
  };

  const paper = (file) =>
    make("button", { class: "file", type: "button", click: () => save(file) }, icon("file"), fill(words.save, file));

  const save = async (file) => {
    const blob = await acts.bring(file.key).catch(() => null);
    if (!blob) return;
    const link = make("a", { href: URL.createObjectURL(blob), download: file.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 6e4);
  };

  const attached = (file) => {
    if (file.here === false) return make("p", { class: "file" }, `${file.name} · ${words.loading}`);
    return file.here && file.picture ? picture(file) : file.here ? paper(file) : make("p", { class: "file" }, file.name);
  };

  const meta = (said) => {
    const parts = [said.mine ? "" : said.who, time.format(new Date(said.at)), said.edited && words.edited];
    if (said.automatic) parts.push(words.automatic);
    if (said.mine) parts.push(said.local ? words[said.local] : said.read ? words.read : words.sent);
    const line = make("p", { class: "meta" }, parts.filter(Boolean).join(" · "));
    if (said.local === "failed") {
      line.append(" ", said.why || "", " ", make("button", { type: "button", click: () => acts.again(said.key) }, words.again));
    }
    return line;
  };

  const row = (said) => {
    const item = make("li", { class: `said${said.mine ? " mine" : ""}${said.automatic ? " machine" : ""}` });
    item.append(make("span", { class: "quiet" }, `${said.mine ? words.you : said.who || acts.shop}: `));
    if (said.gone) item.append(make("p", { class: "bubble" }, words.gone));
    else if (said.text) item.append(make("div", { class: "bubble" }, ...linked(said.text)));
    item.append(...said.files.map(attached), meta(said));
    return item;
  };

  const kept = (name, print, draw) => {
    const known = rows.get(name);
    if (known?.print === print) return known.element;
    const element = draw();
    rows.set(name, { print, element });
    return element;
  };

  const draw = (all, more) => {
    const wanted = more ? [kept("earlier", "", () => make("li", { class: "earlier-row" }, earlier()))] : [];
    let day = "";
    for (const said of all) {
      const today = dayOf(new Date(said.at));
      if (today !== day) wanted.push(kept(`day ${today}`, "", () => make("li", { class: "day" }, today)));
      day = today;
      wanted.push(kept(said.mine && said.key ? said.key : said.id, JSON.stringify(said), () => row(said)));
    }
    for (const old of [...list.children]) if (!wanted.includes(old)) old.remove();
    wanted.forEach((element, at) => list.children[at] === element || list.insertBefore(element, list.children[at] || null));
  };

  const earlier = () => make("button", { class: "earlier", type: "button", click: acts.earlier }, words.earlier);
  return { list, draw };
};
