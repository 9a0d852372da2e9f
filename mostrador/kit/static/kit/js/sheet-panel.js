// Sheets, dialogs and menus: opened by data-opens, closed by Escape, by data-closes or by a touch outside.
class SheetPanel extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const dialog = this.querySelector("dialog");
      if (event.target === dialog || event.target.closest("[data-closes]")) { event.preventDefault(); dialog.close(); }
    });
  }
}
customElements.define("sheet-panel", SheetPanel);

export function open(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
  return Boolean(dialog);
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener && !event.ctrlKey && !event.metaKey && open(opener.dataset.opens)) event.preventDefault();
  closeMenus(event.target);
  const copier = event.target.closest("[data-copy]");
  if (copier) copy(copier);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
}

// A menu near the foot of what scrolls opens upwards, where there is more room.
document.addEventListener("toggle", ({ target: menu }) => {
  if (!menu.matches?.("details.menu")) return;
  const panel = menu.querySelector(".menu__panel"), frame = menu.closest(".pane__scroll");
  if (!panel || !frame) return;
  menu.classList.remove("menu--up");
  if (!menu.open) return;
  const edge = frame.getBoundingClientRect(), here = menu.getBoundingClientRect();
  const below = edge.bottom - here.bottom - 12, above = here.top - edge.top - 12;
  menu.classList.toggle("menu--up", panel.offsetHeight > below && above > below);
}, true);

async function copy(button) {
  await navigator.clipboard?.writeText(button.dataset.copy);
  const voice = document.getElementById("voice");
  if (voice) voice.textContent = button.dataset.copied;
  button.lastChild.textContent = button.dataset.copied;
}
