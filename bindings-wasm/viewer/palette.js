// Two palettes: the engine's red, and the blue of Okabe and Ito, which every kind of colour vision tells from grey.
import { s } from "./dom.js";

// What takes red (1,0,0) to blue (0, 0.447, 0.698) and leaves every grey as it is.
const RED_TO_BLUE = "0 0.5 0.5 0 0  0.447 0.2765 0.2765 0 0  0.698 0.151 0.151 0 0  0 0 0 1 0";

/** The filter for finished pictures, which have their colour inside. */
export function filters() {
  const matrix = s("feColorMatrix", { type: "matrix", values: RED_TO_BLUE });
  const filter = s("filter", { id: "red-to-blue", "color-interpolation-filters": "sRGB", x: "0", y: "0", width: "1", height: "1" }, matrix);
  return s("svg", { class: "filters", width: "0", height: "0", "aria-hidden": "true" }, filter);
}

export function palette(state, refs) {
  refs.palette.addEventListener("click", () => toggle(state));
  state.on(["palette"], (now) => {
    refs.palette.setAttribute("aria-pressed", String(now.palette === "safe"));
    refs.frame.dataset.palette = now.palette;
  });
}

export function toggle(state) {
  state.set({ palette: state.values.palette === "safe" ? "red" : "safe" });
}
