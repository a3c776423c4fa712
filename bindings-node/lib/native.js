'use strict';
// Loads the engine: the build beside this file, or the package of prebuilt binaries for this platform.

const fs = require('node:fs');
const path = require('node:path');

/** The platform as prebuilt binaries are named: `linux-x64-gnu`, `darwin-arm64`, `win32-x64-msvc`. */
function platform() {
  const { platform, arch } = process;
  if (platform === 'linux') return `${platform}-${arch}-${isMusl() ? 'musl' : 'gnu'}`;
  return platform === 'win32' ? `${platform}-${arch}-msvc` : `${platform}-${arch}`;
}

function isMusl() {
  // A report of the process names the version of glibc where that is what Node runs on.
  return !process.report?.getReport().header.glibcVersionRuntime;
}

function load() {
  const name = platform();
  const built = path.join(__dirname, '..', 'native', `depicted.${name}.node`);
  if (fs.existsSync(built)) return require(built);
  const prebuilt = `@depicted/native-${name}`;
  try {
    return require(prebuilt);
  } catch (cause) {
    if (cause.code !== 'MODULE_NOT_FOUND') throw cause;
    const way = `install ${prebuilt}, which is an optional dependency, or build depicted from source`;
    throw new Error(`depicted has no binary for ${name}: ${way}`, { cause });
  }
}

module.exports = load();
