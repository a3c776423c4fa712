// The state machines as functions over plain objects. What they say is said by the engine; nothing is decided here. The
// package for browsers has the same file.

/** An event that a state does not allow: see `workflow.d.mts`. */
export class InvalidTransition extends Error {
  constructor({ machine, from, event, code, message }) {
    super(message);
    this.name = 'InvalidTransition';
    Object.assign(this, { machine, from, event, code });
  }
}

/**
 * All functions, by the type that they are about.
 *
 * @param {(question: object) => string} ask puts a question to the engine, which answers in JSON
 */
export function machines(ask) {
  const say = (name, given) => {
    const { answer, refused, invalid } = JSON.parse(ask({ ask: name, ...given }));
    if (refused) throw new InvalidTransition(refused);
    if (invalid !== undefined) throw new TypeError(`${name}: ${invalid}`);
    return answer;
  };
  const ReleaseStatus = {
    ALL: Object.freeze(['receiving', 'processing', 'reviewing', 'good', 'bad']),
    after: (status, event) => say('ReleaseStatus.after', { status, event }),
    takesReports: (status) => void say('ReleaseStatus.takes_reports', { status }),
    isDecided: (status) => say('ReleaseStatus.is_decided', { status }),
  };
  const RunStatus = {
    ALL: Object.freeze([
      'data_pending', 'needs_diff', 'diff_found', 'diff_not_found', 'diff_approved', 'no_diff_needed', 'failed',
    ]),
    label: (status) => say('RunStatus.label', { status }),
    isProblem: (status) => say('RunStatus.is_problem', { status }),
  };
  const Run = {
    new: () => say('Run.new'),
    status: (run) => say('Run.status', { run }),
    learn: (run, news) => say('Run.learn', { run, news }),
    request: (run, of) => say('Run.request', { run, of }),
    inherit: (run, baseline) => say('Run.inherit', { run, baseline }),
    approve: (run) => say('Run.approve', { run }),
    reject: (run) => say('Run.reject', { run }),
    toCompare: (run) => say('Run.to_compare', { run }),
    blocks: (run, liveTasks) => say('Run.blocks', { run, live_tasks: liveTasks }),
  };
  const Reported = {
    evidence: (reported) => say('Reported.evidence', { reported }),
  };
  const Counts = {
    of: (statuses) => say('Counts.of', { statuses: [...statuses] }),
    plus: (counts, status, runs) => say('Counts.plus', { counts, status, runs }),
    tested: (counts) => say('Counts.tested', { counts }),
    summary: (counts) => say('Counts.summary', { counts }),
    severity: (counts) => say('Counts.severity', { counts }),
  };
  const Task = {
    new: (now) => say('Task.new', { now }),
    status: (task) => say('Task.status', { task }),
    lease: (task, owner, now, lengthMs) => say('Task.lease', { task, owner, now, length_ms: lengthMs }),
    expire: (task, now, attempts = {}) => say('Task.expire', { task, now, attempts }),
    heartbeat: (task, owner, now, heartbeat) => say('Task.heartbeat', { task, owner, now, heartbeat }),
    finish: (task, owner, now, finish, attempts = {}) => say('Task.finish', { task, owner, now, finish, attempts }),
    giveBack: (task, owner, now) => say('Task.give_back', { task, owner, now }),
    cancel: (task, now) => say('Task.cancel', { task, now }),
    retry: (task, now) => say('Task.retry', { task, now }),
  };
  const ArtifactId = {
    parse: (text) => say('ArtifactId.parse', { text }),
  };
  const all = { ReleaseStatus, RunStatus, Run, Reported, Counts, Task, ArtifactId };
  Object.values(all).forEach(Object.freeze);
  return all;
}
