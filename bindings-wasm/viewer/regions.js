// Regions: the list, the outlines, jumping, and what a screen reader is told.
import { h } from "./dom.js";

export function regions(state, refs, words, camera) {
  refs.previous.addEventListener("click", () => jump(state, camera, -1));
  refs.next.addEventListener("click", () => jump(state, camera, 1));
  refs.listToggle.addEventListener("click", () => state.set({ list: !state.values.list }));
  refs.list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) select(state, camera, Number(button.dataset.at));
  });

  state.on(["report"], ({ report }) => {
    const found = report?.regions ?? [];
    const items = found.map((region, at) => item(region, at, found.length, words));
    refs.list.replaceChildren(...(items.length ? items : [h("li", { class: "none" }, words.noRegions)]));
    refs.previous.disabled = refs.next.disabled = found.length === 0;
    const outline = found.map(box).join("");
    draw(refs, "outlines", outline);
  });
  state.on(["report", "region"], ({ report, region }) => {
    const found = report?.regions ?? [];
    refs.place.textContent = words.place(region, found.length);
    refs.live.textContent = region < 0 ? "" : words.regionSpoken(found[region], region, found.length);
    draw(refs, "current", region < 0 ? "" : box(found[region]));
    mark(refs.list, region);
  });
  state.on(["list"], ({ list }) => {
    refs.listToggle.setAttribute("aria-expanded", String(Boolean(list)));
    refs.aside.hidden = !list;
  });
  state.on(["outlines"], ({ outlines }) => refs.stage.toggleAttribute("data-outlines", outlines));
  state.on(["canvas"], ({ canvas }) => {
    for (const { marks } of Object.values(refs.panes)) if (canvas) marks.setAttribute("viewBox", `0 0 ${canvas.width} ${canvas.height}`);
  });
}

/** Goes some regions on, around the end. */
export function jump(state, camera, by) {
  const total = state.values.report?.regions.length ?? 0;
  if (total === 0) return;
  const from = state.values.region;
  select(state, camera, from < 0 && by < 0 ? total - 1 : (from + by + total) % total);
}

function select(state, camera, at) {
  state.set({ region: at });
  camera.reveal(state.values.report.regions[at], !matchMedia("(prefers-reduced-motion: reduce)").matches);
}

// What is seen is short; what is spoken is a sentence.
function item(region, at, total, words) {
  const spoken = h("span", { class: "spoken", id: `region-${at}` }, words.regionSpoken(region, at, total));
  const button = h(
    "button",
    { type: "button", class: "region", "data-at": at, "aria-describedby": spoken.id },
    h("span", { class: "number" }, String(at + 1)),
    h("span", { class: "where" }, words.region(region)),
    h("span", { class: "more" }, words.regionMore(region)),
  );
  return h("li", {}, button, spoken);
}

function mark(list, at) {
  list.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const button = at < 0 ? null : list.querySelector(`[data-at="${at}"]`);
  if (!button) return;
  button.setAttribute("aria-current", "true");
  // Only the list moves, and not the page around it.
  const [outer, inner] = [list.getBoundingClientRect(), button.getBoundingClientRect()];
  if (inner.top < outer.top) list.scrollTop += inner.top - outer.top - 8;
  if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom + 8;
}

function draw(refs, lines, d) {
  for (const pane of Object.values(refs.panes)) for (const path of pane[lines]) path.setAttribute("d", d);
}

function box({ x, y, width, height }) {
  return `M${x - 2} ${y - 2}h${width + 4}v${height + 4}h${-width - 4}z`;
}
