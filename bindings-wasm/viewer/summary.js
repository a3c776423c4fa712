// The line above the pictures: the verdict, the figures, the zoom; and what went wrong.
export function summary(state, refs, words) {
  state.on(["report", "busy", "problem"], ({ report, busy, problem }) => {
    const verdict = report ? (report.within_tolerance ? "tolerated" : report.verdict) : null;
    refs.verdict.textContent = busy && !report ? words[busy] : verdict ? words[verdict] : words.unknown;
    refs.verdict.dataset.verdict = verdict ?? "none";
    refs.counts.textContent = report ? words.counts(report) : "";
    refs.frame.setAttribute("aria-busy", String(Boolean(busy)));
    refs.message.textContent = problem ?? "";
    refs.message.hidden = !problem;
  });
  state.on(["scale"], ({ scale }) => {
    const percent = Math.round(scale * 100);
    refs.fit.textContent = words.percent(percent);
    refs.fit.setAttribute("aria-label", words.fit(percent));
    refs.fit.title = words.fit(percent);
  });
}
