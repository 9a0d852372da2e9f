// A textarea as tall as its words, where the browser cannot do it alone (field-sizing).
class AutoGrow extends HTMLElement {
  connectedCallback() {
    const area = this.querySelector("textarea");
    if (!area || CSS.supports("field-sizing", "content")) return;
    const grow = () => { area.rows = Math.min(14, Math.max(2, area.value.split("\n").length, Math.ceil(area.value.length / 60))); };
    area.addEventListener("input", grow);
    grow();
  }
}
customElements.define("auto-grow", AutoGrow);
