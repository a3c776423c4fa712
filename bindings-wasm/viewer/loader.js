// From what is asked for to what is shown; a newer request overtakes an older one.
import { compare, NoReading, readReport, show } from "./pictures.js";

export function createLoader(host, state, refs, words) {
  let request = 0;
  let ownUrl;

  function drop() {
    request += 1;
    if (ownUrl) URL.revokeObjectURL(ownUrl);
    ownUrl = undefined;
  }

  async function load(wanted) {
    drop();
    const mine = request;
    const current = () => mine === request;
    state.set({ region: -1, report: null, problem: null, busy: "loading" });
    notes(refs, {});

    const [before, after, diff, report] = await Promise.allSettled([
      show(refs.panes.before.image, wanted.before),
      show(refs.panes.after.image, wanted.after),
      wanted.diff ? show(refs.panes.highlight.image, wanted.diff) : null,
      readReport(wanted.given ?? wanted.report),
    ]);
    if (!current()) return;
    const sizes = { before: before.value, after: after.value, highlight: diff.value };
    resize(state, refs, sizes, words);
    notes(refs, {
      before: before.value ? "" : wanted.before ? words.noPicture(words.before.toLowerCase()) : words.missing("before"),
      after: after.value ? "" : wanted.after ? words.noPicture(words.after.toLowerCase()) : words.missing("after"),
      highlight: diff.status === "rejected" ? words.noPicture(words.highlight.toLowerCase()) : "",
    });
    state.set({ report: report.value ?? null, problem: report.status === "rejected" ? words.badReport : null });
    const failed = [before, after, diff, report].find(({ status }) => status === "rejected");
    if (failed) return finish(failed.reason);
    if (wanted.diff) return finish();

    state.set({ busy: "comparing" });
    try {
      const { highlight, ...found } = await compare(wanted.before, wanted.after, wanted.options);
      if (!current()) return;
      if (highlight) {
        ownUrl = URL.createObjectURL(new Blob([highlight]));
        sizes.highlight = await show(refs.panes.highlight.image, ownUrl);
        if (!current()) return;
      } else {
        notes(refs, { highlight: words.noHighlight });
      }
      resize(state, refs, sizes, words);
      state.set({ report: report.value ?? found });
      finish();
    } catch (error) {
      if (!current()) return;
      const why = error instanceof NoReading ? words.noReading : words.failed(error.message);
      notes(refs, { highlight: words.noHighlight });
      state.set({ problem: why });
      finish(error);
    }
  }

  function finish(error) {
    state.set({ busy: null });
    const [type, detail] = error ? ["depicted-error", error] : ["depicted-ready", state.values.report];
    host.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  return { load, drop };
}

// Each picture has its own size on a canvas that holds both.
function resize(state, refs, sizes, words) {
  const given = Object.values(sizes).filter(Boolean);
  if (given.length === 0) return;
  const canvas = {
    width: Math.max(...given.map(({ width }) => width)),
    height: Math.max(...given.map(({ height }) => height)),
  };
  for (const [side, pane] of Object.entries(refs.panes)) {
    const size = sizes[side];
    pane.node.toggleAttribute("data-empty", !size);
    pane.node.style.setProperty("--w", String(canvas.width));
    pane.node.style.setProperty("--h", String(canvas.height));
    pane.image.style.setProperty("--iw", String(size?.width ?? 0));
    pane.image.style.setProperty("--ih", String(size?.height ?? 0));
    pane.image.alt = size ? `${words[side]}, ${words.size(size)}` : "";
    pane.size.textContent = size ? words.size(size) : "";
  }
  const old = state.values.canvas;
  if (old?.width !== canvas.width || old?.height !== canvas.height) state.set({ canvas });
}

function notes(refs, texts) {
  for (const [side, { note }] of Object.entries(refs.panes)) {
    note.textContent = texts[side] ?? "";
    note.hidden = !texts[side];
  }
}
