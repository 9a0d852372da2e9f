// Calls to the house. A refusal is thrown with its words; no answer at all is thrown without a status.
const calling = (base, door, language) => {
  let token = "";
  const address = (path, query = {}) =>
    `${base}/chat/${encodeURIComponent(door)}/${path}?${new URLSearchParams({ lang: language, ...query })}`;
  const headers = () => (token ? { Authorization: `Bearer ${token}` } : {});

  const ask = async (path, { query, body, raw } = {}) => {
    const how = { headers: headers(), credentials: "omit", mode: "cors" };
    if (body) {
      how.method = "POST";
      how.headers["Content-Type"] = "application/json";
      how.body = JSON.stringify(body);
    }
    const answer = await fetch(address(path, query), how);
    if (raw && answer.ok) return answer.blob();
    const told = (await answer.json().catch(() => null)) || {};
    if (!answer.ok) throw { status: answer.status, code: told.error, words: told.words };
    return told;
  };

  // XMLHttpRequest, because fetch cannot tell how far an upload has come.
  const upload = (file, progressed, stop) =>
    new Promise((done, fail) => {
      const request = new XMLHttpRequest();
      const form = new FormData();
      form.append("file", file);
      request.open("POST", address("files"));
      for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => progressed(event.loaded / (event.total || 1));
      request.onload = () => {
        const told = safely(() => JSON.parse(request.responseText)) || {};
        if (request.status === 201) done(told);
        else fail({ status: request.status, words: told.words });
      };
      request.onerror = request.onabort = () => fail({});
      stop.addEventListener("abort", () => request.abort());
      request.send(form);
    });

  const listen = (ticket, news, lost) => {
    const stream = new EventSource(`${base}/live?visitor=${encodeURIComponent(ticket)}`);
    stream.onmessage = news;
    stream.onopen = news; // what happened between the last look and the stream's beginning
    stream.addEventListener("reset", news);
    stream.onerror = () => {
      stream.close(); // its ticket lasts a minute: a new one comes with the next look
      lost();
    };
    return stream;
  };

  return { ask, upload, listen, show: (given) => (token = given), shown: () => token };
};
