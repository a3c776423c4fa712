// What is promised about the package: size, names, types, version.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import ts from "typescript";
import * as api from "../dist/index.js";
import { DIST, PACKAGE, ROOT, VECTORS } from "./support/places.js";

const GATE_BYTES = 600_000;

for (const file of ["depicted-simd.wasm", "depicted.wasm"]) {
  test(`${file} is under the gate of ${GATE_BYTES} bytes`, (t) => {
    const bytes = readFileSync(DIST + file);
    const packed = gzipSync(bytes, { level: 9 }).length;
    t.diagnostic(`${file}: ${bytes.length} bytes, ${packed} gzipped`);
    assert.ok(packed < GATE_BYTES, `${packed} bytes`);
  });
}

test("the options of index.d.ts are the engine's", () => {
  const types = interfaces(`${DIST}index.d.ts`);
  const options = JSON.parse(readFileSync(`${VECTORS}options.json`, "utf8"));
  const groups = { highlight: "HighlightOptions", tolerance: "ToleranceOptions", limits: "LimitOptions" };
  assert.deepEqual(names(types.DiffOptions), [...Object.keys(options), "draw"].sort());
  for (const [group, type] of Object.entries(groups)) {
    assert.deepEqual(names(types[type]), Object.keys(options[group]).sort(), group);
    for (const [name, value] of Object.entries(options[group])) agrees(types[type][name], value, `${group}.${name}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!(name in groups)) agrees(types.DiffOptions[name], value, name);
  }
});

test("the fields of a report in index.d.ts are the engine's", async () => {
  await api.init();
  const pixels = { data: new Uint8Array([0, 0, 0, 255]), width: 1, height: 1 };
  const other = { data: new Uint8Array([255, 255, 255, 255]), width: 1, height: 1 };
  const { highlight, ...report } = api.diff(pixels, other);
  const types = interfaces(`${DIST}index.d.ts`);
  assert.ok(highlight instanceof Uint8Array);
  assert.deepEqual(names(types.Report), Object.keys(report).sort());
  const region = Object.keys(report.regions[0]).filter((name) => !["x", "y", "width", "height"].includes(name));
  assert.deepEqual(names(types.Region), region.sort());
});

test("the package exports what its types say", () => {
  const source = parse(`${DIST}index.d.ts`);
  const declared = source.statements
    .filter((node) => ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node))
    .map((node) => node.name.text);
  assert.deepEqual(Object.keys(api).sort(), declared.sort());
});

test("TypeScript takes what the documentation shows, and refuses what is wrong", () => {
  const options = { strict: true, noEmit: true, target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
  const program = ts.createProgram([`${PACKAGE}test/support/types.ts`], options);
  const found = ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  assert.deepEqual(found, []);
});

test("the version is the workspace's", () => {
  const { version } = JSON.parse(readFileSync(`${PACKAGE}package.json`, "utf8"));
  assert.ok(readFileSync(`${ROOT}Cargo.toml`, "utf8").includes(`version = "${version}"\nedition`), version);
});

// A default stands in the text of its field, and its kind in the type.
function agrees(field, value, name) {
  assert.ok(field.optional, `${name} may be left out`);
  const doc = field.doc.replaceAll(/(?<=\d) (?=\d)/g, ""); // 1 000 000 is a number
  const spelled = String(value).replaceAll(".", "\\.");
  if (value !== null && !Array.isArray(value)) assert.match(doc, new RegExp(`Default: \`?${spelled}\`?\\.`), name);
  if (value === null) assert.match(field.type, /\| null/, `${name} takes null`);
  if (typeof value === "number") assert.match(field.type, /number/, name);
  if (typeof value === "boolean") assert.match(field.type, /boolean/, name);
}

function names(type) {
  return Object.keys(type).sort();
}

function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

function interfaces(file) {
  const source = parse(file);
  return Object.fromEntries(
    source.statements.filter(ts.isInterfaceDeclaration).map((node) => [
      node.name.text,
      Object.fromEntries(
        node.members.map((member) => [
          member.name.text,
          {
            type: member.type.getText(),
            optional: Boolean(member.questionToken),
            doc: ts.getJSDocCommentsAndTags(member).map((doc) => doc.getText()).join(" "),
          },
        ]),
      ),
    ]),
  );
}
