// The ways to look at a pair, and what is particular to each.
export const MODES = ["side-by-side", "swipe", "onion-skin", "blink", "highlight"];

const BLINK_MS = 700;

/** The name of a mode, whatever an attribute says. */
export function known(mode) {
  return MODES.includes(mode) ? mode : MODES[0];
}

/** Keeps the stage, the buttons and the tools of a mode in step with the state. */
export function modes(state, refs, words) {
  for (const button of refs.modes) button.addEventListener("click", () => state.set({ mode: button.dataset.mode }));
  refs.slider.addEventListener("input", () => moveSlider(state, Number(refs.slider.value) / 100));
  refs.play.addEventListener("click", () => state.set({ playing: !state.values.playing }));

  state.on(["mode"], ({ mode }) => {
    for (const button of refs.modes) button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    refs.stage.dataset.mode = mode;
    refs.play.hidden = mode !== "blink";
    refs.slider.hidden = !(mode in SLIDERS);
    if (mode in SLIDERS) refs.slider.setAttribute("aria-label", words[SLIDERS[mode].label]);
  });
  state.on(["mode", "split", "mix"], (now) => {
    const slider = SLIDERS[now.mode];
    if (slider) refs.slider.value = String(Math.round(now[slider.value] * 100));
    refs.stage.style.setProperty("--split", `${now.split * 100}%`);
    refs.stage.style.setProperty("--mix", String(now.mix));
    const onion = now.mode === "onion-skin";
    refs.panes.before.share.textContent = onion ? words.percent(100 - Math.round(now.mix * 100)) : "";
    refs.panes.after.share.textContent = onion ? words.percent(Math.round(now.mix * 100)) : "";
  });
  state.on(["side"], ({ side }) => (refs.stage.dataset.side = side));
  state.on(["playing"], ({ playing }) => {
    refs.play.dataset.playing = String(playing);
    refs.play.setAttribute("aria-label", playing ? words.pause : words.play);
    refs.play.title = playing ? words.pause : words.play;
  });
}

/** Blinks while the mode says so, from `connect` until `disconnect`. */
export function blinker(state) {
  let timer;
  const tick = () => state.values.mode === "blink" && state.values.playing && turn(state);
  return {
    connect: () => (timer ??= setInterval(tick, BLINK_MS)),
    disconnect: () => (timer = clearInterval(timer)),
  };
}

/** Shows the other side: blink turns, the sliders go to the other end. */
export function turn(state) {
  const { mode, side } = state.values;
  const slider = SLIDERS[mode];
  if (slider) moveSlider(state, state.values[slider.value] < 0.5 ? 1 : 0);
  else state.set({ side: side === "before" ? "after" : "before" });
}

/** Moves the slider of the mode by a part of its way. */
export function slide(state, by) {
  const slider = SLIDERS[state.values.mode];
  if (slider) moveSlider(state, state.values[slider.value] + by);
}

const SLIDERS = {
  swipe: { value: "split", label: "splitSlider" },
  "onion-skin": { value: "mix", label: "mixSlider" },
};

function moveSlider(state, to) {
  const slider = SLIDERS[state.values.mode];
  if (slider) state.set({ [slider.value]: Math.min(1, Math.max(0, to)) });
}
