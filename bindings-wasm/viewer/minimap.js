// A strip beside a tall picture: where the regions are, and which part is in view.
import { h } from "./dom.js";

// More ticks than this would be a solid bar.
const MOST_TICKS = 300;
// From so many heights of the view on, fitted to its width, a picture has a map.
const TALL = 2;

export function minimap(state, refs, camera) {
  const view = h("div", { class: "minimap-view" });
  const ticks = h("div", { class: "minimap-ticks" });
  refs.minimap.append(ticks, view);

  state.on(["report", "canvas", "region"], ({ report, canvas, region }) => {
    if (!canvas) return;
    const marks = (report?.regions ?? []).slice(0, MOST_TICKS).map((area, at) => {
      const tick = h("div", { class: "minimap-tick" });
      tick.style.top = `${(area.y / canvas.height) * 100}%`;
      tick.style.height = `${(area.height / canvas.height) * 100}%`;
      tick.toggleAttribute("data-current", at === region);
      return tick;
    });
    ticks.replaceChildren(...marks);
  });
  state.on(["seen", "canvas"], ({ seen, canvas }) => {
    const { clientWidth, clientHeight } = refs.view;
    const tall = Boolean(canvas && seen && canvas.height * clientWidth > TALL * clientHeight * canvas.width);
    refs.view.toggleAttribute("data-tall", tall);
    if (!tall) return;
    view.style.top = `${(seen.y / canvas.height) * 100}%`;
    view.style.height = `${Math.min(100, (seen.height / canvas.height) * 100)}%`;
  });

  const go = (event) => {
    const box = refs.minimap.getBoundingClientRect();
    camera.scrollToShare((event.clientY - box.top) / box.height);
  };
  refs.minimap.addEventListener("pointerdown", (event) => {
    refs.minimap.setPointerCapture(event.pointerId);
    go(event);
  });
  refs.minimap.addEventListener("pointermove", (event) => refs.minimap.hasPointerCapture(event.pointerId) && go(event));
}
