/**
 * The states of releases, runs and tasks: what may happen next, and what follows from what is known.
 *
 * States are plain objects in the form that they have in JSON, and functions are pure: they take a state and give the next
 * one, or throw an {@link InvalidTransition}. Whoever stores the states loads them, asks, and saves. An argument that is no
 * such value is a `TypeError`. There is no clock: `now` comes from the caller.
 */

declare const id: unique symbol;

/** The number of a build: a project whose releases are reviewed. */
export type BuildId = number & { readonly [id]: 'BuildId' };
/** The number of one attempt at a release. */
export type ReleaseId = number & { readonly [id]: 'ReleaseId' };
/** The number of one test of a release. */
export type RunId = number & { readonly [id]: 'RunId' };
/** A task, by the name that whoever enqueued it gave it. */
export type TaskId = string & { readonly [id]: 'TaskId' };

/** A stored file, by the SHA-1 of its bytes: 40 lower-case hexadecimal digits. */
export type ArtifactId = string & { readonly [id]: 'ArtifactId' };
export declare const ArtifactId: {
  /** Reads 40 hexadecimal digits; throws a `TypeError` for any other text. */
  parse(text: string): ArtifactId;
};

/** A moment, in milliseconds since 1970-01-01T00:00:00Z, as `Date.now()` gives it; a whole number. */
export type Timestamp = number;

/** A picture of a run. */
export type Side = 'before' | 'after';

/** Where a release stands. One begins as `receiving`. */
export type ReleaseStatus = 'receiving' | 'processing' | 'reviewing' | 'good' | 'bad';
export declare const ReleaseStatus: {
  /** Every status. */
  readonly ALL: readonly ReleaseStatus[];
  /** The status after an event. Events that come late change nothing: a release that was decided stays so. */
  after(status: ReleaseStatus, event: ReleaseEvent): ReleaseStatus;
  /** Throws an {@link InvalidTransition} where reports on its runs are not taken, since it was decided. */
  takesReports(status: ReleaseStatus): void;
  /** Whether a person decided it, or a newer attempt did. */
  isDecided(status: ReleaseStatus): boolean;
};

/**
 * What happens to a release: `runs_done`, a client says that all runs were announced; `settled`, no run blocks any more;
 * `superseded`, a newer attempt at the same name began; or a person decides.
 */
export type ReleaseEvent = 'runs_done' | 'settled' | 'superseded' | { decide: Decision };

/** What a person says of a release. */
export type Decision = 'good' | 'bad' | 'reviewing';

/** Where a run stands. */
export type RunStatus =
  | 'data_pending'
  | 'needs_diff'
  | 'diff_found'
  | 'diff_not_found'
  | 'diff_approved'
  | 'no_diff_needed'
  | 'failed';
export declare const RunStatus: {
  /** Every status. */
  readonly ALL: readonly RunStatus[];
  /** What a page says of it, without the figure of a difference. */
  label(status: RunStatus): string;
  /** Whether a list shows it before the others; an approval does not change that. */
  isProblem(status: RunStatus): boolean;
};

/** What is known of one picture of a run, from least to most. */
export type Capture =
  | { state: 'missing' }
  | { state: 'requested' }
  | { state: 'failed'; log?: ArtifactId | null }
  | { state: 'captured'; image: ArtifactId; log?: ArtifactId | null };

/** What is known of the comparison, from least to most. A distortion is 0 to 1. */
export type Diff =
  | { state: 'missing' }
  | { state: 'failed'; log?: ArtifactId | null }
  | { state: 'same'; log?: ArtifactId | null; distortion?: number | null }
  | { state: 'found'; image: ArtifactId; log?: ArtifactId | null; distortion?: number | null };

/**
 * One piece of news about a run: about one of its pictures, or about their comparison. `pair` has the pictures before and
 * after that were compared, where whoever reports knows them.
 */
export type Evidence =
  | { capture: { of: Side; capture: Capture } }
  | { diff: { pair?: readonly [ArtifactId, ArtifactId] | null; diff: Diff } };

/** One named test of a release, as far as its status goes. */
export interface Run {
  /** The new picture. */
  readonly after: Capture;
  /** The reference. */
  readonly before: Capture;
  /** Their comparison. */
  readonly diff: Diff;
  /** Whether a person approved the difference. */
  readonly approved: boolean;
}
export declare const Run: {
  /** A run of which nothing is known. */
  readonly new: () => Run;
  /** Where it stands: a function of what is known. */
  status(run: Run): RunStatus;
  /**
   * Takes a piece of news. What is known only grows; another picture in the place of one that is there makes the comparison
   * void. Throws an {@link InvalidTransition} where the difference was approved and this would be another one.
   */
  learn(run: Run, news: Evidence): Run;
  /** Asks for a picture, whatever is known of it; an approval is forgotten. */
  request(run: Run, of: Side): Run;
  /** Takes the picture of a baseline as the reference; null where there is none, and then none is needed. */
  inherit(run: Run, baseline: ArtifactId | null): Run;
  /** A person approves the difference. Throws an {@link InvalidTransition} where none was found, or it was approved. */
  approve(run: Run): Run;
  /** A person takes an approval back. Throws an {@link InvalidTransition} where nothing was approved. */
  reject(run: Run): Run;
  /** The pictures to compare, before and after, where that is what is to be done. */
  toCompare(run: Run): [ArtifactId, ArtifactId] | null;
  /** Whether its release has to wait for it. `liveTasks` is how many of its tasks are live. */
  blocks(run: Run, liveTasks: number): boolean;
};

/** The fields of one `report_run` of the HTTP interface. */
export interface Reported {
  /** The picture after. */
  image?: ArtifactId | null;
  /** Its log. */
  log?: ArtifactId | null;
  /** Its configuration: somebody is going to take it. */
  config?: ArtifactId | null;
  /** The reference. */
  ref_image?: ArtifactId | null;
  /** Its log. */
  ref_log?: ArtifactId | null;
  /** Its configuration. */
  ref_config?: ArtifactId | null;
  /** The highlighted picture. */
  diff_image?: ArtifactId | null;
  /** The log of the comparison. */
  diff_log?: ArtifactId | null;
  /** The difference as one number, 0 to 1. */
  distortion?: number | null;
  /** The capture failed. */
  run_failed?: boolean;
  /** The comparison failed. */
  diff_failed?: boolean;
}
export declare const Reported: {
  /** What a report says, in the order it is to be learned. A failure is believed over whatever else it has. */
  evidence(reported: Reported): Evidence[];
};

/** How many runs of a release are what. */
export interface Counts {
  /** Runs that test something: all but baselines and those that wait for a picture. */
  readonly total: number;
  /** Of these, those that have a result. */
  readonly complete: number;
  /** Results that are fine: the same, or approved. */
  readonly successful: number;
  /** Results that are not: differences that nobody approved, and failures. */
  readonly failed: number;
  /** Runs that wait for a picture or a comparison. */
  readonly pending: number;
  /** Runs with nothing to compare with. */
  readonly baselines: number;
}
export declare const Counts: {
  /** Counts runs by their status. */
  of(statuses: Iterable<RunStatus>): Counts;
  /** Adds so many runs of a status. */
  plus(counts: Counts, status: RunStatus, runs: number): Counts;
  /** `3 tested`, `1 / 3 tested`, and `2 baselines` where there are any. */
  tested(counts: Counts): string;
  /** The first that applies: `1 failure`, `All passing`, `2 pending`, `Nothing to test`. */
  summary(counts: Counts): string;
  /** The colour of the summary. */
  severity(counts: Counts): Severity;
};

/** How a page colours the line of a release. */
export type Severity = 'error' | 'warning' | 'info' | 'neutral';

/** Work that some worker takes on lease. */
export interface Task {
  /** How often it was leased since it was made, or tried again by a person. */
  readonly attempts: number;
  /** Where it stands. */
  readonly state: TaskState;
}
export declare const Task: {
  /** A task that may be leased from now on. */
  readonly new: (now: Timestamp) => Task;
  /** The status that the HTTP interface names. */
  status(task: Task): TaskStatus;
  /**
   * Takes it for so many milliseconds. A lease that ran out is taken over. Throws an {@link InvalidTransition} where its
   * time has not come, somebody holds it, or it ended.
   */
  lease(task: Task, owner: string, now: Timestamp, lengthMs: number): Task;
  /** Settles a lease that ran out; null where there is none. */
  expire(task: Task, now: Timestamp, attempts?: Attempts): Task | null;
  /**
   * A sign of life: the lease lasts its whole length from now on. Throws an {@link InvalidTransition} from anybody but the
   * holder of a valid lease, and with a number that is not above the last one.
   */
  heartbeat(task: Task, owner: string, now: Timestamp, heartbeat: Heartbeat): Task;
  /**
   * The holder of the lease says how the attempt ended. To say it again of a task that ended is harmless. Throws an
   * {@link InvalidTransition} from anybody but the holder of a valid lease.
   */
  finish(task: Task, owner: string, now: Timestamp, finish: Finish, attempts?: Attempts): Task;
  /**
   * The holder gives it back unfinished: the attempt does not count. Throws an {@link InvalidTransition} from anybody but
   * the holder of a valid lease.
   */
  giveBack(task: Task, owner: string, now: Timestamp): Task;
  /** Calls it off, if it did not end yet. */
  cancel(task: Task, now: Timestamp): Task;
  /** A person has it tried again, at once and from the first attempt on. Whoever holds it loses it. */
  retry(task: Task, now: Timestamp): Task;
};

/** Where a task stands. */
export type TaskState =
  /** It may be leased from `eta` on. */
  | { readonly state: 'waiting'; readonly eta: Timestamp }
  /** Somebody works on it, or did and said nothing since. */
  | ({ readonly state: 'leased' } & Lease)
  /** It is done. */
  | { readonly state: 'done'; readonly at: Timestamp }
  /** It failed, and is not tried again. */
  | { readonly state: 'error'; readonly at: Timestamp; readonly message: string }
  /** It was called off before it ended. */
  | { readonly state: 'canceled'; readonly at: Timestamp };

/** A worker's hold on a task. */
export interface Lease {
  /** Who holds it. */
  readonly owner: string;
  /** How long it lasts from its beginning or the last heartbeat, in milliseconds. */
  readonly length_ms: number;
  /** The first moment at which it does not hold. */
  readonly expires: Timestamp;
  /** What was last heard. */
  readonly heartbeat: Heartbeat | null;
}

/** A sign of life: its number, which a worker counts up, and what the worker is doing. */
export interface Heartbeat {
  readonly index: number;
  readonly message: string;
}

/** The status that the HTTP interface names. */
export type TaskStatus = 'live' | 'done' | 'error' | 'canceled';

/** How an attempt ended: well; badly, and another may do better; badly, and another would end the same way. */
export type Finish = 'done' | { failed: { message: string } } | { gave_up: { message: string } };

/** How often a task is tried, and with what pauses; what is left out has its default. */
export interface Attempts {
  /** Attempts in all, at least 1. @default 3 */
  max?: number;
  /** Milliseconds after the first failure; they double with each further one. @default 5000 */
  pause_ms?: number;
  /** The most milliseconds between two attempts. @default 300000 */
  max_pause_ms?: number;
}

/** An event that a state does not allow. Nothing changed. */
export declare class InvalidTransition extends Error {
  readonly name: 'InvalidTransition';
  /** What refused. */
  readonly machine: 'release' | 'run' | 'task';
  /** The state it is in. */
  readonly from: string;
  /** What was to happen to it. */
  readonly event: string;
  /** Why not, as the HTTP interface says it. */
  readonly code: 'invalid_transition' | 'approved' | 'lease_expired' | 'not_owner' | 'stale_heartbeat' | 'not_due';
}
