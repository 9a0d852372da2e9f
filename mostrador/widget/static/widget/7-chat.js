// The chat itself: who speaks, what is on its way, what has come.
const chat = (face, inside, call) => {
  const kept = keeping(place.door);
  const { words } = face;
  let told = { messages: [], more: false, unread: 0, wait: "", call_back: null };
  let earlier = [], outbox = [], mark = "", isOpen = Boolean(inside), stream = null, timer = 0, due = Infinity, asking = false, pause = 1, flushing = false, began = null;
  const store = () => kept.write({ token: call.shown(), outbox });
  const looking = () => isOpen && document.visibilityState === "visible";
  const acts = { shop: face.shop, bring: (key) => call.ask(`files/${encodeURIComponent(key)}`, { raw: true }), again: (key) => again(key), earlier: () => older(), grown: (height) => frame.atEnd(height) && frame.toEnd(),
    send: (text, files) => send(text, files), upload: async (file, on, stop) => (await begin(), call.upload(file, on, stop)),
    wish: (email) => call.ask("call-back", { body: { email } }), open: () => open(), close: () => close(), human: () => send(words.human_words, [], "person") };
  const frame = panel(face, inside, acts);
  const thread = drawnThread(words, face.language, acts);
  const write = composer(face, acts);
  const back = offer(words, acts);

  const draw = () => {
    const known = new Set(told.messages.map((said) => said.key));
    outbox = outbox.filter((mine) => !known.has(mine.id));
    const local = outbox.map((mine) => ({ id: mine.id, key: mine.id, mine: true, who: "", text: mine.text, at: mine.at, why: mine.why,
      files: mine.files.map(({ name }) => ({ name })), local: mine.failed ? "failed" : mine.sent ? "sent" : "sending" }));
    const all = [...earlier, ...told.messages, ...local];
    const stay = frame.atEnd();
    thread.draw(all, told.more);
    frame.greeting.hidden = all.length > 0;
    frame.wait.textContent = told.wait;
    frame.unread(looking() ? 0 : told.unread);
    write.address(told.standing?.who || "");
    back.draw(all.some((said) => said.mine) ? told.call_back : null);
    if (stay) frame.toEnd();
  };

  const learn = (news) => {
    pause = 1;
    frame.warn(navigator.onLine === false ? words.offline : "");
    if (!news.same) {
      const last = Math.max(0, ...told.messages.map((said) => said.id));
      const first = !mark;
      told = news;
      mark = news.mark;
      frame.standing(news.standing);
      draw();
      const come = news.messages.filter((said) => !said.mine && said.id > last);
      if (!first && come.length) frame.announce(come.map((said) => `${said.who || face.shop}: ${said.text}`).join(". "));
    }
    if (looking() && told.unread) seen();
    if (news.live && !stream && document.visibilityState === "visible") {
      stream = call.listen(news.live, () => look(300), () => { stream = null; look(1000 * pause++); });
    }
    store();
  };

  const seen = () => {
    const last = told.messages.filter((said) => !said.mine).at(-1);
    if (last) call.ask("seen", { body: { upto: last.id } }).catch(() => null);
  };

  const begin = () => (began ??= enter().catch((refused) => { began = null; throw refused; }));
  const enter = async () => {
    const before = kept.read();
    outbox = before.outbox || outbox;
    const query = looking() ? { looking: 1 } : {};
    const entered = await call.ask("open", { query, body: { token: place.token || before.token, user: user.text, hash: user.hash } });
    call.show(entered.token);
    learn(entered);
    flush();
    look();
  };

  // One look at a time: when the stream says so, else now and then, seldom while nobody watches. What the stream says
  // while we look is looked at next: the sooner wish always stays.
  const look = (soon) => {
    const usual = stream ? 45e3 : looking() ? 3e3 : 25e3;
    const at = Date.now() + Math.min(soon ?? usual * pause, 6e4);
    if (at >= due) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(ask, at - Date.now());
  };
  const ask = async () => {
    due = Infinity;
    if (document.visibilityState !== "visible") return;
    if (asking) return look(100);
    asking = true;
    try {
      learn(await call.ask("thread", { query: { after: mark, ...(looking() ? { looking: 1 } : {}) } }));
    } catch (refused) {
      await troubled(refused);
    }
    asking = false;
    look();
  };

  const troubled = async (refused) => {
    pause = Math.min(pause + 1, 8);
    if (refused.status === 401) {
      began = null;
      await begin().catch(() => null);
    } else if (!refused.status || refused.status >= 500) {
      frame.warn(navigator.onLine === false ? words.offline : words.away);
    }
  };

  const older = async () => {
    const oldest = [...earlier, ...told.messages][0];
    const found = await call.ask("thread", { query: { before: oldest.id } }).catch(() => null);
    if (!found) return;
    earlier = [...found.messages, ...earlier];
    told.more = found.more;
    draw();
  };

  const send = (text, files, asks) => {
    outbox.push({ id: fresh(), text, files: files.map(({ key, name }) => ({ key, name })), at: new Date().toISOString(), asks });
    store();
    draw();
    frame.toEnd();
    flush();
  };
  const again = (id) => {
    for (const mine of outbox) if (mine.id === id) mine.failed = false;
    draw();
    flush();
  };

  // In order, one at a time, each with the id it was written with: arriving twice is arriving once.
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    try {
      for (const mine of outbox) {
        if (mine.sent || mine.failed) continue;
        await begin();
        await deliver(mine);
        store();
        draw();
      }
      if (outbox.some((mine) => mine.sent)) look(stream ? 400 : 700);
    } catch (refused) {
      await troubled(refused);
      setTimeout(flush, 2000 * pause);
    }
    flushing = false;
  };
  const deliver = async (mine) => {
    const body = { id: mine.id, text: mine.text, sent_at: mine.at, files: mine.files.map(({ key }) => key), asks_for: mine.asks,
      page: inside ? "" : location.href, user: user.text, hash: user.hash };
    try {
      await call.ask("messages", { body });
      mine.sent = true;
    } catch (refused) {
      if (!refused.status || refused.status >= 500 || [401, 429].includes(refused.status)) throw refused;
      mine.failed = true;
      mine.why = refused.words;
    }
  };

  const open = async () => {
    kept.allow();
    isOpen = true;
    frame.show(true, write.text);
    draw();
    frame.toEnd();
    try {
      await begin();
      look(0);
    } catch (refused) {
      await troubled(refused);
      setTimeout(() => isOpen && open(), 2000 * pause);
    }
  };
  const close = () => {
    isOpen = false;
    frame.show(false);
    draw();
  };

  const wake = () => {
    if (document.visibilityState === "visible" && began) look(0), flush();
  };
  document.addEventListener("visibilitychange", wake);
  addEventListener("online", wake);
  addEventListener("offline", () => frame.warn(words.offline));
  frame.furnish(thread.list, back.box, write.form);
  if (!user.text) kept.forgetUser();
  if (inside) open();
  else if (kept.read().token) kept.allow(), begin().catch(troubled);
  return { open, close };
};
