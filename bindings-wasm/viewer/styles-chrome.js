// The look of what is around the pictures: bar, summary, list, help.
export const chrome = `
.frame {
  display: flex;
  flex-direction: column;
  height: 100%;
  overflow: hidden;
  border: 1px solid var(--line);
  border-radius: var(--radius);
  background: var(--paper);
}
button { font: inherit; color: inherit; }
.icon { width: 20px; height: 20px; flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; padding: 8px; }
.modes, .tools, .zoom, .jump, .mode-tools { display: flex; align-items: center; gap: 2px; }
.tools { gap: 4px; }
.button, .mode {
  display: inline-flex;
  align-items: center;
  justify-content: center;
  gap: 6px;
  min-width: 36px;
  height: 36px;
  padding: 0 8px;
  border: 1px solid transparent;
  border-radius: 8px;
  background: none;
  color: var(--soft);
  font-weight: 500;
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
.mode { padding: 0 11px 0 9px; }
.button:hover, .mode:hover { background: var(--hover); color: var(--ink); }
.mode[aria-pressed="true"] { background: var(--ink); color: var(--paper); }
.button[aria-pressed="true"], .list-toggle[aria-expanded="true"] { background: var(--hover); color: var(--ink); }
.palette[aria-pressed="true"] { color: var(--change); }
.button:disabled { opacity: 0.4; cursor: default; background: none; }
.fit { min-width: 60px; }
.help { font-weight: 600; font-size: 1rem; }
.icon-palette path:first-child { fill: currentColor; }
.icon-play, .icon-pause { display: none; }
.play[data-playing="false"] .icon-play, .play[data-playing="true"] .icon-pause { display: block; }
.summary {
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 4px 20px;
  min-height: 45px;
  padding: 4px 8px 4px 16px;
  border-top: 1px solid var(--line);
  border-bottom: 1px solid var(--line);
}
.words { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 10px; margin-right: auto; }
.verdict { font-size: 0.9375rem; font-weight: 650; letter-spacing: -0.005em; }
.verdict[data-verdict="different"] { color: var(--change); }
.verdict[data-verdict="same"], .verdict[data-verdict="tolerated"] { color: var(--good); }
.counts { color: var(--soft); font-variant-numeric: tabular-nums; }
.mode-tools:not(:has(> :not([hidden]))) { display: none; }
.slider { width: min(180px, 40cqi); height: 28px; accent-color: var(--accent); cursor: pointer; }
.place { min-width: 8.5em; text-align: center; font-variant-numeric: tabular-nums; }
.main { flex: 1; display: flex; min-height: 0; }
.aside { width: 248px; flex: none; display: flex; flex-direction: column; border-left: 1px solid var(--line); }
.list { flex: 1; overflow-y: auto; padding: 6px; list-style: none; overscroll-behavior: contain; }
.list li { content-visibility: auto; contain-intrinsic-size: auto 54px; }
.none { padding: 10px; color: var(--soft); }
.region {
  display: grid;
  grid-template-columns: auto 1fr;
  gap: 1px 10px;
  align-items: baseline;
  width: 100%;
  padding: 7px 10px;
  border: 0;
  border-radius: 8px;
  background: none;
  text-align: left;
  font-variant-numeric: tabular-nums;
  cursor: pointer;
}
.region:hover { background: var(--hover); }
.region:focus-visible { outline-offset: -2px; }
.region[aria-current] { background: var(--hover); box-shadow: inset 3px 0 0 var(--change); }
.number { min-width: 1.6em; color: var(--soft); font-weight: 600; text-align: right; }
.where { font-weight: 500; }
.more { grid-column: 2; color: var(--soft); font-size: 0.8125rem; }
.dialog {
  width: min(30rem, calc(100vw - 32px));
  max-height: calc(100vh - 32px);
  padding: 12px 20px 20px;
  border: 1px solid var(--line);
  border-radius: 14px;
  background: var(--paper);
  color: var(--ink);
  box-shadow: 0 24px 64px rgb(0 0 0 / 0.3);
}
.dialog::backdrop { background: rgb(10 12 16 / 0.45); }
.dialog-head { display: flex; align-items: center; justify-content: space-between; margin-right: -10px; }
.dialog h2 { font-size: 1.0625rem; font-weight: 650; }
.key { display: flex; align-items: baseline; gap: 16px; padding: 5px 0; }
.key dt { flex: 0 0 8.5em; display: flex; gap: 4px; color: var(--soft); }
kbd {
  min-width: 1.7em;
  padding: 1px 6px;
  border: 1px solid var(--line);
  border-bottom-width: 2px;
  border-radius: 5px;
  background: var(--hover);
  color: var(--ink);
  font: 500 0.8125rem/1.35 system-ui, sans-serif;
  text-align: center;
}
@container (max-width: 960px) {
  .mode { padding: 0 9px; }
  .aside { width: 216px; }
}
@container (max-width: 720px) {
  .bar { flex-direction: column; align-items: stretch; padding: 6px; }
  .modes { display: grid; grid-template-columns: repeat(5, 1fr); }
  .mode { flex-direction: column; gap: 3px; height: 52px; padding: 0 2px; font-size: 0.6875rem; line-height: 1; white-space: nowrap; }
  .tools { justify-content: space-between; }
  .button { min-width: 44px; height: 44px; }
  .summary { padding-left: 12px; }
  .main { flex-direction: column; }
  .aside { width: auto; max-height: 38%; border-left: 0; border-top: 1px solid var(--line); }
  .region { padding: 9px 10px; }
}
@container (max-width: 560px) {
  .counts { display: none; }
  .summary { gap: 0 12px; flex-wrap: wrap; }
  .mode-tools { order: 3; flex: 1 1 auto; justify-content: center; }
  .slider { width: min(100%, 300px); height: 44px; }
  .place { min-width: 7.5em; }
}
@media (forced-colors: active) {
  .mode[aria-pressed="true"], .button[aria-pressed="true"], .region[aria-current] { outline: 2px solid Highlight; outline-offset: -2px; }
}
`;
