// The icons, 20 by 20, drawn in the colour of the text.
import { s } from "./dom.js";

const PATHS = {
  "side-by-side": ["M3 4.5h6v11H3z", "M11 4.5h6v11h-6z"],
  swipe: ["M3 4.5h14v11H3z", "M10 2.5v15", "M6.8 8.2 5 10l1.8 1.8", "M13.2 8.2 15 10l-1.8 1.8"],
  "onion-skin": ["M3 3.5h9.5V13H3z", "M7.5 7H17v9.5H7.5z"],
  blink: ["M2.5 10S5.2 5 10 5s7.5 5 7.5 5-2.7 5-7.5 5-7.5-5-7.5-5z", "M10 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z"],
  highlight: ["M3 4.5h14v11H3z", "M6 8h4v4H6z", "M12.5 8.5h2", "M12.5 11.5h2"],
  zoomIn: ["M10 4.5v11", "M4.5 10h11"],
  zoomOut: ["M4.5 10h11"],
  previous: ["M12 5l-5 5 5 5"],
  next: ["M8 5l5 5-5 5"],
  palette: ["M10 3a7 7 0 1 0 0 14z", "M10 3a7 7 0 0 1 0 14"],
  regions: ["M7 5.5h10", "M7 10h10", "M7 14.5h10", "M3 5.5h.8", "M3 10h.8", "M3 14.5h.8"],
  play: ["M6.5 4.5v11l9-5.5z"],
  pause: ["M7 5v10", "M13 5v10"],
  close: ["M5.5 5.5l9 9", "M14.5 5.5l-9 9"],
};

export function icon(name) {
  const paths = PATHS[name].map((d) => s("path", { d }));
  return s("svg", { viewBox: "0 0 20 20", class: `icon icon-${name}`, "aria-hidden": "true", focusable: "false" }, ...paths);
}
