// Keys, while the viewer or something in it has the focus.
import { MODES, slide, turn } from "./modes.js";
import { toggle as togglePalette } from "./palette.js";
import { jump } from "./regions.js";

const STEP = 60;

export function keyboard(host, state, refs, camera) {
  const keys = {
    n: () => jump(state, camera, 1),
    p: () => jump(state, camera, -1),
    "+": () => camera.zoomBy(1.25),
    "=": () => camera.zoomBy(1.25),
    "-": () => camera.zoomBy(0.8),
    "−": () => camera.zoomBy(0.8),
    0: () => camera.fit(),
    a: () => camera.actual(),
    "[": () => slide(state, -0.05),
    "]": () => slide(state, 0.05),
    t: () => {
      state.set({ playing: false });
      turn(state);
    },
    o: () => state.set({ outlines: !state.values.outlines }),
    c: () => togglePalette(state),
    r: () => state.set({ list: !state.values.list }),
    "?": () => refs.dialog.node.showModal(),
    ...Object.fromEntries(MODES.map((mode, index) => [index + 1, () => state.set({ mode })])),
  };
  const arrows = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  host.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || refs.dialog.node.open) return;
    const inside = event.composedPath()[0];
    if (event.key === " ") {
      // On a button a space presses it.
      if (state.values.mode !== "blink" || inside.localName === "button") return;
      state.set({ playing: !state.values.playing });
    } else if (event.key in arrows) {
      if (inside.localName === "input") return;
      camera.scrollBy(...arrows[event.key]);
    } else if (Object.hasOwn(keys, event.key)) {
      keys[event.key]();
    } else {
      return;
    }
    event.preventDefault();
  });

  refs.help.addEventListener("click", () => refs.dialog.node.showModal());
  refs.dialog.close.addEventListener("click", () => refs.dialog.node.close());
  refs.zoomIn.addEventListener("click", () => camera.zoomBy(1.25));
  refs.zoomOut.addEventListener("click", () => camera.zoomBy(0.8));
  refs.fit.addEventListener("click", () => camera.fit());
}
