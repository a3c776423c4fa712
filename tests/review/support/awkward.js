// What hardly anybody means to have, and everybody has sooner or later: releases with no runs, one and hundreds, names
// without an end, a run that failed, one that waits, pictures of 20 000 rows and of one pixel.
import { deflateSync } from "node:zlib";
import { releaseUrl, runUrl } from "./browser.js";
import { client, compared } from "./seed.js";

const TABLE = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function chunk(kind, data) {
  const body = Buffer.concat([Buffer.from(kind), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, body, sum]);
}

/** A picture of greys: `paint(x, y)` is 0 to 255. */
function png(width, height, paint) {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + x + 1] = paint(x, y);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const chunks = [chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...chunks]);
}

const LONG = `${"Zahlungsübersicht_ohne_Trennstelle_".repeat(5)}確認・注文 🛒 العربية`.slice(0, 200);

/** Fills a build; its pages by name. */
export async function awkward(server, build) {
  const call = client(server);
  const upload = async (bytes) => (await call("upload", { build_id: build, file: new File([bytes], "picture.png") })).sha1sum;
  const make = (release_name) => call("create_release", { build_id: build, release_name });
  const report = ({ release_name, release_number }, run_name, fields) =>
    call("report_run", { build_id: build, release_name, release_number, run_name, ...fields });
  const done = ({ release_name, release_number }) => call("runs_done", { build_id: build, release_name, release_number });
  const stripes = (at) => (x, y) => (y >= at && y < at + 200 && x > 200 && x < 600 ? 40 : y % 400 < 8 ? 120 : 235);
  const [tall, other, dot, speck, log] = await Promise.all([
    upload(png(800, 20_000, stripes(-1000))),
    upload(png(800, 20_000, stripes(15_000))),
    upload(png(1, 1, () => 0)),
    upload(png(1, 1, () => 255)),
    upload(`${"a line that says why, and has no end: ".repeat(20)}\nnet::ERR_NAME_NOT_RESOLVED\n`),
  ]);
  await done(await make("no runs"));
  const one = await make("one run");
  await report(one, "home", { image: dot });
  await done(one);
  const many = await make("many runs");
  for (let first = 0; first < 300; first += 20) {
    const some = Array.from({ length: 20 }, (_, more) => first + more);
    await Promise.all(some.map((number) => report(many, `page ${number}`, { image: dot, ...(number % 60 === 0 && { ref_image: speck }) })));
  }
  await done(many);
  const odd = await make(LONG);
  await report(odd, LONG, { image: other, ref_image: tall, url: `https://example.org/${"path/".repeat(60)}` });
  await report(odd, "tall", { image: other, ref_image: tall });
  await report(odd, "dot", { image: speck, ref_image: dot });
  await report(odd, "<script>alert(1)</script> & \"quotes\"", { image: dot, ref_image: dot });
  await report(odd, "failed", { run_failed: "yes", log });
  await report(odd, "waits", { url: "https://example.org/" });
  for (const release of [many, odd]) await compared(server, build, release, release === odd ? 1 : 0);
  return {
    "awkward-build": `${server.url}/build?id=${build}`,
    "awkward-empty": releaseUrl(server, build, "no runs"),
    "awkward-one": releaseUrl(server, build, "one run"),
    "awkward-many": releaseUrl(server, build, "many runs"),
    "awkward-release": releaseUrl(server, build, LONG),
    "awkward-long": runUrl(server, build, LONG, LONG),
    "awkward-tall": runUrl(server, build, LONG, "tall"),
    "awkward-dot": runUrl(server, build, LONG, "dot"),
    "awkward-failed": runUrl(server, build, LONG, "failed"),
    "awkward-waits": runUrl(server, build, LONG, "waits"),
    "awkward-log": `${runUrl(server, build, LONG, "failed").replace("/run?", "/log?")}&type=after`,
    "awkward-activity": `${server.url}/activity?build_id=${build}`,
  };
}
