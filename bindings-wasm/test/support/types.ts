// What must pass the type checker, and what must not; never run.
import { diff, diffInWorker, DiffError, init, type DiffOptions, type DiffResult } from "../../dist/index.js";
import { ArtifactId, InvalidTransition, ReleaseStatus, Run, type Evidence } from "../../dist/workflow.js";
import { english } from "../../dist/viewer/index.js";

const options: DiffOptions = {
  metric: "pixelmatch",
  threshold: 0.1,
  ignore: [{ x: 0, y: 0, width: 20, height: 10 }],
  highlight: { mode: "mask", color: "#f00", color_alt: null },
  tolerance: { max_different_pixels: 3 },
  draw: false,
};
// @ts-expect-error an unknown option
const misspelt: DiffOptions = { colour: "red" };
// @ts-expect-error an unknown metric
const metric: DiffOptions = { metric: "best" };

export async function compare(image: ImageData, file: File): Promise<void> {
  await init(new URL("https://example.org/depicted.wasm"));
  const result: DiffResult = diff(image, new Uint8Array(3), options);
  const url: string = URL.createObjectURL(new Blob([result.highlight ?? new Uint8Array()]));
  const distant = await diffInWorker(file, fetch(url), { threshold: "strict" });
  const moved: number | undefined = distant.regions[0]?.moved?.dx;
  // @ts-expect-error a path
  diff("before.png", image);
  // @ts-expect-error a File takes time to read
  diff(file, image);
  try {
    diff({ data: new Uint8Array(4), width: 1, height: 1 }, image);
  } catch (error) {
    if (error instanceof DiffError && error.code === "too_large") console.log(error.side, moved, misspelt, metric);
  }
  const viewer = document.createElement("depicted-viewer");
  viewer.report = distant;
  viewer.mode = "swipe";
  viewer.labels = { ...english, before: "Vorher" };
  viewer.next();
}

export function decide(image: ArtifactId): ReleaseStatus {
  const news: Evidence = { capture: { of: "after", capture: { state: "captured", image } } };
  const run: Run = Run.learn(Run.new(), news);
  // @ts-expect-error a text that nobody checked
  Run.inherit(run, "abc");
  // @ts-expect-error an unknown status
  ReleaseStatus.after("open", "settled");
  try {
    return ReleaseStatus.after("reviewing", { decide: Run.blocks(run, 0) ? "bad" : "good" });
  } catch (error) {
    if (error instanceof InvalidTransition && error.code === "approved") return ReleaseStatus.ALL[0]!;
    throw error;
  }
}
