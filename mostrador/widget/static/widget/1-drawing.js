// Elements out of our own tags and other people's words: words only ever become text.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child != null && child !== ""));
  return element;
};

const icon = (name) => {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const size = { viewBox: "0 0 24 24", width: 22, height: 22, "aria-hidden": "true", focusable: "false" };
  for (const [key, value] of Object.entries(size)) svg.setAttribute(key, value);
  for (const [tag, attributes] of ICONS[name]) {
    const line = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) line.setAttribute(key, value);
    svg.append(line);
  }
  return svg;
};

const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);

const linked = (text) => {
  const pieces = [];
  let from = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"'«»]+/gi)) {
    const address = found[0].replace(/[.,;:!?)\]}]+$/, "");
    if (!URL.canParse?.(address) && !safely(() => new URL(address))) continue;
    pieces.push(text.slice(from, found.index));
    pieces.push(make("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address));
    from = found.index + address.length;
  }
  return [...pieces, text.slice(from)];
};

const safely = (act) => {
  try {
    return act();
  } catch {
    return null;
  }
};
