// A client of `depicted diff --serve-stdio` for test runners that run on Node: one process, any number of
// comparisons at a time. Copy it; it needs nothing but Node 18 and the program `depicted`.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export class Depicted {
  #process;
  #waiting = new Map();
  #next = 1;

  /** Starts the program; `flags` are those of `depicted diff`, as ["--metric", "pixelmatch"]. */
  constructor(flags = [], program = "depicted") {
    this.#process = spawn(program, ["diff", "--serve-stdio", ...flags], { stdio: ["pipe", "pipe", "inherit"] });
    this.#process.on("error", (error) => this.#fail(error));
    this.#process.on("close", (code) => this.#fail(new Error(`depicted ended with exit code ${code}`)));
    this.#process.stdin.on("error", () => {}); // the process ended, which is told above
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const { id, report, error } = JSON.parse(line);
      const promise = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (report) promise?.resolve(report);
      else promise?.reject(Object.assign(new Error(error.message), error));
    });
  }

  /** Compares; a picture is a path, or a Buffer with the bytes of a file. Resolves to the report. */
  diff(before, after, { options, output, draw } = {}) {
    const picture = (given) => (Buffer.isBuffer(given) ? { base64: given.toString("base64") } : given);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      if (this.#process.exitCode !== null) return reject(new Error("depicted has ended"));
      this.#waiting.set(id, { resolve, reject });
      const request = { id, before: picture(before), after: picture(after), options, output, draw };
      this.#process.stdin.write(JSON.stringify(request) + "\n");
    });
  }

  /** Ends the program, when all is answered. */
  close() {
    this.#process.stdin.end();
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
