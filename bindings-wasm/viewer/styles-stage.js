// The look of the pictures: panes, how each mode lays them out, labels, outlines, the strip beside them.
export const stage = `
.view { position: relative; flex: 1; display: flex; min-width: 0; min-height: 0; }
.scroller { flex: 1; min-width: 0; overflow: auto; overscroll-behavior-x: contain; background: var(--ground); touch-action: pan-x pan-y; scrollbar-width: thin; scrollbar-color: var(--soft) transparent; }
.scroller:focus-visible { outline-offset: -2px; }
.scroller[data-dragging] { cursor: grabbing; user-select: none; }
.sizer { min-width: 100%; min-height: 100%; }
.stage { --head: 32px; background: linear-gradient(var(--paper) 0 0) top / 100% var(--head) no-repeat; position: sticky; top: 0; left: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); overflow: hidden; }
.pane { position: relative; grid-area: 1 / 1; overflow: hidden; min-width: 0; min-height: 0; }
.picture { position: absolute; inset: var(--head) 0 0; overflow: hidden; border-top: 1px solid var(--line); }
.clip { position: absolute; inset: 0; overflow: hidden; }
.image, .marks { position: absolute; top: 0; left: 0; transform: translate(var(--x, 0), var(--y, 0)); transform-origin: 0 0; }
.image {
  width: calc(var(--iw, 0) * var(--s, 1) * 1px);
  height: calc(var(--ih, 0) * var(--s, 1) * 1px);
  max-width: none;
  user-select: none;
  -webkit-user-drag: none;
  background: repeating-conic-gradient(var(--check) 0 25%, var(--ground) 0 50%) 0 0 / 16px 16px;
}
.stage[data-large] .image { image-rendering: pixelated; }
.marks { width: calc(var(--w, 0) * var(--s, 1) * 1px); height: calc(var(--h, 0) * var(--s, 1) * 1px); overflow: visible; pointer-events: none; }
.marks path { fill: none; vector-effect: non-scaling-stroke; }
.outline { stroke: var(--mark); stroke-width: 1.5; }
.outline.halo { stroke-width: 3; }
.current { stroke: var(--mark); stroke-width: 2.5; }
.current.halo { stroke-width: 4.5; }
.marks .halo { stroke: rgb(255 255 255 / 0.7); }
.stage:not([data-outlines]) .outline { display: none; }
.pane[data-empty] :is(.image, .marks) { display: none; }
.label {
  position: relative;
  z-index: 1;
  display: flex;
  align-items: center;
  gap: 8px;
  height: var(--head);
  padding: 0 14px;
  font-size: 0.8125rem;
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
  pointer-events: none;
}
.label b { font-weight: 650; }
.size, .share { overflow: hidden; color: var(--soft); text-overflow: ellipsis; }
.share { color: var(--ink); font-weight: 500; }
.share:empty, .size:empty { display: none; }
.note { position: absolute; inset: 0; display: grid; place-content: center; padding: 48px 24px 24px; color: var(--soft); text-align: center; text-wrap: balance; }
.message {
  position: absolute;
  left: 12px;
  right: 12px;
  bottom: 12px;
  max-width: 46rem;
  margin: 0 auto;
  padding: 10px 16px;
  border: 1px solid var(--line);
  border-left: 4px solid light-dark(#9a6200, #f0c060);
  border-radius: 8px;
  background: var(--paper);
  box-shadow: 0 8px 28px rgb(0 0 0 / 0.18);
  text-wrap: pretty;
}

.stage[data-mode="side-by-side"] { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.stage[data-mode="side-by-side"] .after { grid-area: 1 / 2; border-left: 1px solid var(--line); }
.stage:not([data-mode="highlight"]) .highlight { display: none; }
.stage[data-mode="highlight"] :is(.before, .after) { display: none; }
.stage[data-mode="highlight"] .outline { display: none; }
.frame[data-palette="safe"] .highlight .image { filter: url(#red-to-blue); }

.stage:is([data-mode="swipe"], [data-mode="onion-skin"]) .after .label { justify-content: flex-end; }
.stage:is([data-mode="swipe"], [data-mode="onion-skin"], [data-mode="blink"]) .before .marks { display: none; }
.stage:is([data-mode="swipe"], [data-mode="onion-skin"]) .after { pointer-events: none; }
.stage[data-mode="swipe"] .before .clip { clip-path: inset(0 calc(100% - var(--split)) 0 0); }
.stage[data-mode="swipe"] .after .clip { clip-path: inset(0 0 0 var(--split)); }
.stage[data-mode="onion-skin"] .after .clip { opacity: var(--mix); }
.stage[data-mode="blink"][data-side="before"] .after :is(.clip, .label),
.stage[data-mode="blink"][data-side="after"] .before { visibility: hidden; }

.handle { position: absolute; top: var(--head); bottom: 0; left: var(--split); width: 44px; margin-left: -22px; cursor: ew-resize; touch-action: none; }
.stage:not([data-mode="swipe"]) .handle { display: none; }
.handle::before { content: ""; position: absolute; inset: 0 auto 0 50%; width: 2px; margin-left: -1px; background: #fff; box-shadow: 0 0 0 1px rgb(20 22 27 / 0.55); }
.grip {
  position: absolute;
  top: 50%;
  left: 50%;
  display: grid;
  place-items: center;
  width: 40px;
  height: 40px;
  margin: -20px;
  border-radius: 50%;
  background: #fff;
  color: #17191e;
  box-shadow: 0 1px 6px rgb(0 0 0 / 0.4);
}
.grip path:first-child { display: none; }

.minimap { display: none; position: relative; width: 22px; flex: none; border-left: 1px solid var(--line); background: var(--paper); cursor: pointer; touch-action: none; }
.view[data-tall] .minimap { display: block; }
.minimap-ticks { position: absolute; inset: 0; overflow: hidden; }
.minimap-tick { position: absolute; left: 5px; right: 5px; min-height: 3px; border-radius: 2px; background: var(--mark); opacity: 0.75; }
.minimap-tick[data-current] { left: 2px; right: 2px; opacity: 1; }
.minimap-view { position: absolute; left: 1px; right: 1px; min-height: 10px; border: 1.5px solid var(--ink); border-radius: 4px; background: color-mix(in srgb, var(--ink) 8%, transparent); }

@container (max-width: 560px) {
  .stage[data-mode="side-by-side"] { grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr); }
  .stage[data-mode="side-by-side"] .after { grid-area: 2 / 1; border-left: 0; border-top: 1px solid var(--line); }
  .stage[data-mode="side-by-side"] .after .label { background: var(--paper); }
}
@media (prefers-reduced-motion: reduce) { .scroller { scroll-behavior: auto; } }
`;
