// The page: two slots and a form in, a verdict and the viewer out.
import { diffInWorker } from "./depicted/index.js";
import "./depicted/viewer/index.js";
import { createForm } from "./form.js";
import { createSlots } from "./slots.js";

const $ = (selector) => document.querySelector(selector);
const viewer = $("depicted-viewer");
const slots = createSlots(compare);
const form = createForm($(".options"), viewer, compare);
const urls = new Map();
let request = 0;

$(".swap").addEventListener("click", () => slots.swap());
$(".example").addEventListener("click", async () => {
  const files = await Promise.all(["before.png", "after.png"].map((name) => example(name)));
  slots.fill(files);
});

async function example(name) {
  const response = await fetch(`example/${name}`);
  return new File([await response.blob()], name, { type: "image/png" });
}

async function compare() {
  const { before, after } = slots.files;
  $(".swap").disabled = !(before || after);
  $(".start").hidden = Boolean(before || after);
  if (!before || !after) return;
  const mine = ++request;
  trouble(null);
  verdict("Comparing …", "none");
  $(".result").hidden = false;
  try {
    const { highlight, ...report } = await diffInWorker(before, after, { ...form.options(), highlight: { always: true } });
    if (mine !== request) return;
    show(before, after, highlight, report);
  } catch (error) {
    if (mine !== request) return;
    $(".result").hidden = true;
    trouble(error.message);
  }
}

function show(before, after, highlight, report) {
  viewer.setAttribute("before", url("before", before));
  viewer.setAttribute("after", url("after", after));
  viewer.setAttribute("diff", url("diff", new Blob([highlight], { type: "image/png" })));
  viewer.report = report;
  $(".highlight").href = urls.get("diff");
  $(".json").href = url("json", new Blob([JSON.stringify(report, null, 2)], { type: "application/json" }));
  verdict(words(report), report.verdict);
}

// The address of a thing; that of the thing before it is given back.
function url(name, blob) {
  if (urls.has(name)) URL.revokeObjectURL(urls.get(name));
  urls.set(name, URL.createObjectURL(blob));
  return urls.get(name);
}

function words(report) {
  const time = `${(report.elapsed_ms.total / 1000).toFixed(2)} s`;
  if (!report.reason) return `Same · ${time}`;
  const what = report.within_tolerance ? "Same, within the tolerance" : "Different";
  const { regions_total: total } = report;
  return `${what} · distortion ${report.distortion.toFixed(4)} · ${total.toLocaleString()} ${total === 1 ? "region" : "regions"} · ${time}`;
}

function verdict(text, name) {
  $(".verdict").textContent = text;
  $(".verdict").dataset.verdict = name;
}

function trouble(text) {
  $(".trouble").textContent = text ?? "";
  $(".trouble").hidden = !text;
}
