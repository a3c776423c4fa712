// What the attributes name, loaded: pictures, the report, and a highlight that is computed where none is given.

/** An image element's picture, and its size. */
export async function show(image, url) {
  if (!url) throw new Error("no address");
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = () => reject(new Error(`cannot load ${url}`));
    image.src = url;
  });
  // A picture that is shown before it is decoded would be blank for a moment.
  await image.decode().catch(() => {});
  return { width: image.naturalWidth, height: image.naturalHeight };
}

/** A report: an object, JSON text, or from the place that a URL names. Nothing gives null. */
export async function readReport(given) {
  if (!given) return null;
  const report = typeof given === "string" ? await parse(given) : given;
  if (!Array.isArray(report?.regions) || !report.pixels) throw new Error("this is no report of schema 1");
  return report;
}

async function parse(text) {
  if (text.trimStart().startsWith("{")) return JSON.parse(text);
  const response = await fetch(text);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.json();
}

/** What can't be read though it can be shown. */
export class NoReading extends Error {}

/** Compares two pictures by their URLs. The engine is loaded here and nowhere else. */
export async function compare(before, after, options) {
  const [first, second] = await Promise.all([before, after].map(bytes));
  const { DiffError, diff, diffInWorker, init } = await import("../index.js");
  const wanted = { ...options, highlight: { always: true, ...options.highlight } };
  try {
    return await diffInWorker(first, second, wanted);
  } catch (error) {
    if (error instanceof DiffError) throw error;
    // No workers here, by a policy or a host: then on this thread.
    await init();
    return diff(first, second, wanted);
  }
}

async function bytes(url) {
  let response;
  try {
    response = await fetch(url);
  } catch {
    throw new NoReading(url);
  }
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}
