// The element: attributes in, parts wired to one state, events out.
import { createCamera } from "./camera.js";
import { gestures } from "./gestures.js";
import { keyboard } from "./keyboard.js";
import { english } from "./labels.js";
import { createLoader } from "./loader.js";
import { minimap } from "./minimap.js";
import { blinker, known, modes } from "./modes.js";
import { palette } from "./palette.js";
import { jump, regions } from "./regions.js";
import { createState } from "./state.js";
import { sheet } from "./styles.js";
import { summary } from "./summary.js";
import { build } from "./template.js";

// As the style sheet has it.
const LIST_FROM_PX = 720;
const SOURCES = ["before", "after", "diff", "report"];

export class DepictedViewer extends HTMLElement {
  static observedAttributes = [...SOURCES, "mode"];

  #labels = {};
  #options = {};
  #report;
  #parts;
  #queued = false;
  #state = createState({
    mode: "side-by-side",
    palette: "red",
    outlines: true,
    list: null,
    side: "before",
    playing: true,
    split: 0.5,
    mix: 0.5,
    region: -1,
    report: null,
    canvas: null,
    scale: 1,
    seen: null,
    busy: null,
    problem: null,
  });

  get labels() {
    return { ...english, ...this.#labels };
  }

  set labels(words) {
    this.#labels = words;
  }

  get options() {
    return this.#options;
  }

  set options(options) {
    this.#options = options;
    this.#reload();
  }

  get report() {
    return this.#state.values.report;
  }

  set report(report) {
    this.#report = report;
    this.#reload();
  }

  get mode() {
    return this.#state.values.mode;
  }

  set mode(mode) {
    this.setAttribute("mode", mode);
  }

  next() {
    jump(this.#state, this.#parts.camera, 1);
  }

  previous() {
    jump(this.#state, this.#parts.camera, -1);
  }

  connectedCallback() {
    this.#parts ??= this.#build();
    this.#parts.camera.connect();
    this.#parts.blinker.connect();
    this.#reload();
  }

  disconnectedCallback() {
    this.#parts.camera.disconnect();
    this.#parts.blinker.disconnect();
    this.#parts.loader.drop();
  }

  attributeChangedCallback(name, old, value) {
    if (old === value) return;
    if (name === "mode") this.#state.set({ mode: known(value) });
    else this.#reload();
  }

  #build() {
    const words = this.labels;
    const root = this.attachShadow({ mode: "open", delegatesFocus: true });
    root.adoptedStyleSheets = [sheet];
    const { frame, refs } = build(words);
    refs.frame = frame;
    refs.view = refs.scroller.parentElement;
    root.append(frame);
    if (!this.hasAttribute("role")) this.setAttribute("role", "group");
    if (!this.hasAttribute("aria-label")) this.setAttribute("aria-label", words.viewer);

    const state = this.#state;
    // Nothing blinks for those who asked for less motion.
    state.set({ playing: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    modes(state, refs, words);
    const camera = createCamera(state, refs);
    gestures(state, refs, camera);
    regions(state, refs, words, camera);
    minimap(state, refs, camera);
    palette(state, refs);
    summary(state, refs, words);
    keyboard(this, state, refs, camera);
    state.on(["mode"], ({ mode }) => {
      if (this.isConnected && this.getAttribute("mode") !== mode) this.setAttribute("mode", mode);
    });
    state.on(["region", "report"], ({ region, report }) => {
      const detail = region < 0 ? null : report.regions[region];
      this.dispatchEvent(new CustomEvent("depicted-region", { detail, bubbles: true, composed: true }));
    });
    return { camera, blinker: blinker(state), loader: createLoader(this, state, refs, words) };
  }

  // Several attributes that change at once load once.
  #reload() {
    if (!this.isConnected || this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      this.#queued = false;
      // On a phone the list takes no room until it is asked for.
      if (this.#state.values.list === null && this.clientWidth > 0) this.#state.set({ list: this.clientWidth > LIST_FROM_PX });
      const named = Object.fromEntries(SOURCES.map((name) => [name, this.getAttribute(name)]));
      this.#parts.loader.load({ ...named, given: this.#report, options: this.#options });
    });
  }
}
