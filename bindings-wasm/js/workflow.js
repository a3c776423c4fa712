// The states of releases, runs and tasks. Needs `await init()` first. The build takes machines.js and the types from the
// package for Node, where they are the same.
import { ask } from "./instance.js";
import { machines } from "./machines.js";
import { keepNumbers } from "./options.js";

export { InvalidTransition } from "./machines.js";

export const { ReleaseStatus, RunStatus, Run, Reported, Counts, Task, ArtifactId } = machines((question) =>
  ask(JSON.stringify(question, keepNumbers)),
);
