import type { DiffOptions, Report } from "../index.js";

export type ViewerMode = "side-by-side" | "swipe" | "onion-skin" | "blink" | "highlight";

/** The words of the viewer; see `english` for all of them. */
export type Labels = Record<string, string | ((...values: never[]) => string)>;
export const english: Labels;

/**
 * `<depicted-viewer before="a.png" after="b.png" diff="diff.png" report="report.json" mode="swipe">`
 *
 * Without `diff` the pictures are compared in a worker, with `options`. Events: `depicted-ready` (detail: the report or
 * null), `depicted-error` (detail: the error) and `depicted-region` (detail: the region that was jumped to, or null).
 */
export class DepictedViewer extends HTMLElement {
  /** The report: what `diff` returned, or JSON that was loaded. Null while there is none. */
  report: Report | null;
  /** Options of the comparison, where the viewer makes it. */
  options: DiffOptions;
  /** Words of another language, over the English ones. Set them before the element is connected. */
  labels: Labels;
  /** How the pictures are shown; reflects the attribute. */
  mode: ViewerMode;
  /** Jumps to the next or the previous region. */
  next(): void;
  previous(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "depicted-viewer": DepictedViewer;
  }
}
