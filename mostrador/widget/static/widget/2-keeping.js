// What this browser remembers: nothing before the chat is opened, and nothing of one customer for the next.
const keeping = (door) => {
  const shared = `mostrador:${door}`;
  const slot = () => (user.text ? `${shared}:user` : shared);
  let allowed = false;
  return {
    allow: () => (allowed = true),
    read: () => safely(() => JSON.parse(localStorage.getItem(slot()))) || {},
    write: (kept) => allowed && safely(() => localStorage.setItem(slot(), JSON.stringify(kept))),
    forgetUser: () => safely(() => localStorage.getItem(`${shared}:user`) && localStorage.removeItem(`${shared}:user`)),
  };
};

const fresh = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
