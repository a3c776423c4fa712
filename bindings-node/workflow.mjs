// The states of releases, runs and tasks, as `import { Run } from 'depicted/workflow'`.

import given from './lib/arguments.js';
import native from './lib/native.js';
import { machines } from './lib/workflow/machines.mjs';

export { InvalidTransition } from './lib/workflow/machines.mjs';

export const { ReleaseStatus, RunStatus, Run, Reported, Counts, Task, ArtifactId } = machines((question) =>
  native.workflow(JSON.stringify(question, given.expressible)),
);
