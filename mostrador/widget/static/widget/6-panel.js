// The button, the panel, and where the keyboard is. Full screen on phones, where it holds the focus.
const panel = (face, inside, acts) => {
  const { words, shop } = face;
  const host = make("div", { "data-mostrador": inside ? "page" : "" });
  const root = host.attachShadow({ mode: "open" });
  dress(root);
  host.style.setProperty("--shop", face.colour);
  host.lang = face.language;
  const when = make("p", { class: "when" });
  const strip = make("p", { class: "strip", role: "status", hidden: true });
  const news = make("div", { class: "quiet", role: "status", "aria-live": "polite" });
  const wait = make("p", { class: "wait" });
  const count = make("span", { class: "count", "aria-hidden": "true", hidden: true });
  const launch = make("button", { type: "button", class: "open", "aria-haspopup": "dialog", "aria-expanded": "false", click: () => acts.open() }, icon("chat"), count);
  const close = make("button", { type: "button", class: "round", "aria-label": words.close, click: () => acts.close(), hidden: inside }, icon("down"));
  const title = make("h2", { id: "title" }, shop);
  const greeting = make("p", { class: "greeting" }, face.greeting);
  const scroll = make("div", { class: "thread", tabindex: "0", role: "region", "aria-label": words.thread });
  const foot = make("p", { class: "foot" }, `${words.free} `, make("button", { type: "button", click: () => acts.human() }, words.human));
  const box = make("section", { class: `panel ${inside ? "inside" : "floating"}`, role: inside ? "region" : "dialog", "aria-labelledby": "title", hidden: !inside,
    keydown: (event) => pressed(event) },
    make("header", {}, make("span", { class: "mark", "aria-hidden": "true" }, [...shop][0] || ""), make("div", { class: "who" }, title, when), close),
    strip, scroll, news);

  const phone = () => !inside && matchMedia("(max-width: 520px)").matches;
  const pressed = (event) => {
    if (event.key === "Escape" && !inside) return event.stopPropagation(), acts.close();
    if (event.key === "Tab" && phone()) hold(event);
  };
  const hold = (event) => {
    const stops = [...box.querySelectorAll("a[href], button, textarea, input, [tabindex='0']")].filter((one) => one.tabIndex >= 0 && one.getClientRects().length);
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    if (root.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  };
  const show = (is, focused) => {
    if (inside) return;
    box.hidden = !is;
    launch.hidden = is;
    launch.setAttribute("aria-expanded", String(is));
    if (phone() && is) box.setAttribute("aria-modal", "true");
    else box.removeAttribute("aria-modal");
    document.documentElement.style.overflow = is && phone() ? "hidden" : "";
    (is ? focused : launch).focus();
  };
  const unread = (number) => {
    count.hidden = !number;
    count.textContent = number > 9 ? "9+" : number;
    const parts = [fill(words.open, { shop }), number ? fill(words.news, { count: number }) : ""];
    launch.setAttribute("aria-label", parts.filter(Boolean).join(", "));
  };
  const standing = (now) => {
    when.textContent = now.line;
    box.querySelector(".mark").textContent = [...(now.who || shop)][0] || "";
  };
  const furnish = (list, ...below) => {
    scroll.append(greeting, list, wait);
    box.append(make("footer", {}, ...below, foot));
    root.append(...(inside ? [] : [launch]), box);
    (inside || document.body).append(host);
    unread(0);
    standing(face.standing);
  };
  const atEnd = (grown = 0) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80 + grown;
  const toEnd = () => (scroll.scrollTop = scroll.scrollHeight);
  const warn = (line) => {
    strip.hidden = !line;
    strip.textContent = line || "";
  };
  return { furnish, show, unread, standing, atEnd, toEnd, warn, wait, greeting, announce: (line) => (news.textContent = line) };
};

const dress = (root) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
};
