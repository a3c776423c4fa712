// The look. A constructed style sheet, which a content policy without 'unsafe-inline' allows.
import { chrome } from "./styles-chrome.js";
import { stage } from "./styles-stage.js";

const theme = `
:host {
  --ink: var(--depicted-ink, light-dark(#17191e, #eceef2));
  --soft: var(--depicted-soft, light-dark(#585d69, #a5abb8));
  --paper: var(--depicted-paper, light-dark(#ffffff, #191b20));
  --line: var(--depicted-line, light-dark(#dfe1e7, #32363f));
  --hover: var(--depicted-hover, light-dark(#eff1f5, #262a31));
  --accent: var(--depicted-accent, light-dark(#2155c4, #8fb3ff));
  --on-accent: var(--depicted-on-accent, light-dark(#ffffff, #10131a));
  --ground: var(--depicted-ground, light-dark(#e9ebf0, #0f1114));
  --check: var(--depicted-check, light-dark(#f7f8fa, #16181c));
  --good: light-dark(#1d6b3c, #84d6a0);
  --radius: var(--depicted-radius, 12px);
  color-scheme: light dark;
  container-type: inline-size;
  display: block;
  height: min(85vh, 56rem);
  min-height: 22rem;
  color: var(--ink);
  font: var(--depicted-font, 400 0.875rem/1.4 system-ui, -apple-system, "Segoe UI", sans-serif);
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]) { display: none; }
.frame { --change: light-dark(#d1121f, #ff5f5f); --mark: #e5121f; }
.frame[data-palette="safe"] { --change: light-dark(#00609a, #5cb8f0); --mark: #0072b2; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
p, ol, dl, dd, h2 { margin: 0; padding: 0; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.spoken, .filters { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-reduced-motion: no-preference) {
  .button, .mode, .region { transition: background-color 120ms, color 120ms, border-color 120ms; }
}
`;

export const sheet = new CSSStyleSheet();
sheet.replaceSync(theme + chrome + stage);
