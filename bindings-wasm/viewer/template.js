// The elements of the viewer, made once.
import { h, s } from "./dom.js";
import { icon } from "./icons.js";
import { MODES } from "./modes.js";
import { filters } from "./palette.js";

/** Builds the tree; returns its root and the elements that parts work with, by name. */
export function build(words) {
  const button = (name, label, ...children) =>
    h("button", { type: "button", class: `button ${name}`, "aria-label": label, title: label }, ...children);
  const refs = {
    modes: MODES.map((mode, index) =>
      h(
        "button",
        { type: "button", class: "mode", "data-mode": mode, "aria-pressed": "false", title: `${words[mode]} (${index + 1})` },
        icon(mode),
        h("span", {}, words[mode]),
      ),
    ),
    zoomOut: button("zoom-out", words.zoomOut, icon("zoomOut")),
    fit: button("fit", words.fit(100), words.percent(100)),
    zoomIn: button("zoom-in", words.zoomIn, icon("zoomIn")),
    palette: h("button", { type: "button", class: "button palette", "aria-pressed": "false", "aria-label": words.palette, title: words.palette }, icon("palette")),
    listToggle: h("button", { type: "button", class: "button list-toggle", "aria-expanded": "true", "aria-controls": "list", "aria-label": words.regions, title: words.regions }, icon("regions")),
    help: button("help", words.help, "?"),
    verdict: h("strong", { class: "verdict" }),
    counts: h("span", { class: "counts" }),
    play: button("play", words.play, icon("play"), icon("pause")),
    slider: h("input", { type: "range", class: "slider", min: "0", max: "100", step: "1", value: "50", "aria-label": words.splitSlider }),
    previous: button("previous", words.previous, icon("previous")),
    place: h("span", { class: "place" }),
    next: button("next", words.next, icon("next")),
    panes: Object.fromEntries(["before", "after", "highlight"].map((side) => [side, pane(side, words)])),
    handle: h("div", { class: "handle", "aria-hidden": "true" }, h("span", { class: "grip" }, icon("swipe"))),
    message: h("p", { class: "message", role: "alert", hidden: true }),
    minimap: h("div", { class: "minimap", "aria-hidden": "true" }),
    list: h("ol", { class: "list", id: "list", "aria-label": words.regions }),
    live: h("p", { class: "spoken", role: "status", "aria-live": "polite" }),
  };
  refs.stage = h("div", { class: "stage" }, ...Object.values(refs.panes).map(({ node }) => node), refs.handle);
  refs.sizer = h("div", { class: "sizer" }, refs.stage);
  refs.scroller = h("div", { class: "scroller", tabindex: "0", role: "group", "aria-label": words.pictures }, refs.sizer);
  refs.aside = h("aside", { class: "aside", "aria-label": words.regions }, refs.list);
  refs.dialog = help(words);
  const frame = h(
    "div",
    { class: "frame", part: "frame" },
    filters(),
    h(
      "div",
      { class: "bar" },
      h("div", { class: "modes", role: "group", "aria-label": words.modes }, ...refs.modes),
      h(
        "div",
        { class: "tools" },
        h("div", { class: "zoom", role: "group", "aria-label": words.zoom }, refs.zoomOut, refs.fit, refs.zoomIn),
        refs.palette,
        refs.listToggle,
        refs.help,
      ),
    ),
    h(
      "div",
      { class: "summary" },
      h("p", { class: "words" }, refs.verdict, refs.counts),
      h("div", { class: "mode-tools" }, refs.play, refs.slider),
      h("div", { class: "jump", role: "group", "aria-label": words.regions }, refs.previous, refs.place, refs.next),
    ),
    h("div", { class: "main" }, h("div", { class: "view" }, refs.scroller, refs.minimap, refs.message), refs.aside),
    refs.dialog.node,
    refs.live,
  );
  return { frame, refs };
}

// One side: the picture, the outlines over it, and its name.
function pane(side, words) {
  const image = h("img", { class: "image", alt: "", draggable: "false", decoding: "async" });
  // Each line on a lighter one, so that it shows on any picture.
  const [outlines, current] = ["outline", "current"].map((name) => [s("path", { class: `${name} halo` }), s("path", { class: name })]);
  const marks = s("svg", { class: "marks", "aria-hidden": "true", preserveAspectRatio: "none" }, ...outlines, ...current);
  const size = h("span", { class: "size" });
  const share = h("span", { class: "share" });
  const label = h("p", { class: "label" }, h("b", {}, words[side]), share, size);
  const note = h("p", { class: "note", hidden: true });
  const clip = h("div", { class: "clip" }, image);
  const picture = h("div", { class: "picture" }, clip, marks);
  return { node: h("div", { class: `pane ${side}` }, label, picture, note), image, marks, outlines, current, size, share, note };
}

function help(words) {
  const rows = words.keys.map(([keys, what]) =>
    h("div", { class: "key" }, h("dt", {}, ...keys.split(" ").map((key) => (key === "…" ? key : h("kbd", {}, key)))), h("dd", {}, what)),
  );
  const close = h("button", { type: "button", class: "button close", "aria-label": words.close, title: words.close }, icon("close"));
  const node = h(
    "dialog",
    { class: "dialog", "aria-labelledby": "help-title" },
    h("div", { class: "dialog-head" }, h("h2", { id: "help-title" }, words.help), close),
    h("dl", {}, ...rows),
  );
  return { node, close };
}
