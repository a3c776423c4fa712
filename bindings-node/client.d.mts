import type { ReleaseStatus, RunStatus } from './workflow.mjs'

export type { ReleaseStatus, RunStatus }

export interface ClientOptions {
  /** The address of the server, as `https://depicted.example.com`. */
  server: string
  /** The number of the build: the project that releases belong to. */
  build: number
  /** The name of the API key; a server that asks for none needs none. */
  key?: string
  /** Its secret. */
  secret?: string
  /** Whether the secret may go over plain HTTP to another machine. @default false */
  allowPlainHttp?: boolean
  /** How long one request may take. @default 30000 */
  timeoutMs?: number
  /** How often what can be repeated without harm is tried in all. @default 4 */
  attempts?: number
  /** The pause before the second try; each one after it is twice as long, up to 5 s. @default 250 */
  firstPauseMs?: number
}

/** One attempt at a release. */
export interface Release {
  name: string
  number: number
}

/** The run of the last good release that a new one is compared with. */
export interface Baseline {
  releaseName: string
  releaseNumber: number
  url: string | null
  image: string | null
  log: string | null
  config: string | null
}

/** A page to take a picture of, and how. */
export interface Capture {
  url: string
  config?: Record<string, unknown>
}

/** What is known of a run. Files are named by their SHA-1, as `upload` returns it. */
export interface RunReport {
  url?: string
  image?: string
  log?: string
  config?: string
  refUrl?: string
  refImage?: string
  refLog?: string
  refConfig?: string
  diffImage?: string
  diffLog?: string
  distortion?: number
  runFailed?: boolean
  diffFailed?: boolean
}

export interface Counts {
  total: number
  complete: number
  successful: number
  failed: number
  pending: number
  baselines: number
}

export interface ReleaseState extends Release {
  status: ReleaseStatus
  url: string | null
  resultsUrl: string | null
  counts: Counts
  /** `1 failure`, `All passing` and so on. */
  summary: string
  /** `3 tested, 1 baseline` and so on. */
  tested: string
}

export interface RunState {
  id: number
  name: string
  status: RunStatus
  distortion: number | null
  url: string | null
}

/** Work that was taken on lease. */
export interface LeasedTask {
  id: string
  payload: unknown
  attempts: number
}

/** Why an operation failed. */
export class ClientError extends Error {
  /** What was tried. */
  readonly operation: string
  readonly kind: 'usage' | 'refused' | 'connection' | 'answer' | 'file' | 'timed_out'
  /** The status of HTTP, where the server refused. */
  readonly status: number | null
  /** The server's stable code, where it gave one. */
  readonly code: string | null
}

/** Speaks to one server about one build. Every operation rejects with a `ClientError`. */
export class Client {
  constructor(options: ClientOptions)
  /** Begins a new attempt at a release. `url` is the page that people know it by. */
  createRelease(name: string, url?: string): Promise<Release>
  /** The run of this name in the last good release; `null` where there is none. */
  findRun(name: string): Promise<Baseline | null>
  /** Asks the server to take a picture, and one to compare it with: of `before`, or of what was good last. */
  requestRun(release: Release, name: string, after: Capture, before?: Capture | null): Promise<void>
  /** Reports what is known of a run, which is made if it is new. */
  reportRun(release: Release, name: string, report: RunReport): Promise<void>
  /** Says that all runs were announced, and gives the page of the results. */
  runsDone(release: Release): Promise<string>
  /** Sends a file, and gives its SHA-1. */
  upload(path: string): Promise<string>
  /** Fetches a file, held to its SHA-1. */
  download(sha1sum: string): Promise<Uint8Array>
  /** Where a release stands. */
  release(release: Release): Promise<ReleaseState>
  /** All runs of a release. */
  runs(release: Release): Promise<RunState[]>
  /** Waits until everything in a release settled, or somebody decided it. */
  wait(release: Release, options?: { timeoutMs?: number; firstPauseMs?: number }): Promise<ReleaseState>
  /** Adds work to a queue; it takes the key of a superuser, as all that follows. */
  addTask(queue: string, payload: unknown, options?: { id?: string; source?: string }): Promise<string>
  /** Takes tasks on lease. */
  leaseTasks(queue: string, owner: string, options?: { count?: number; timeoutSeconds?: number }): Promise<LeasedTask[]>
  /** Keeps a task, and says how far it is. */
  heartbeat(queue: string, owner: string, id: string, index: number, message: string): Promise<void>
  /** Gives a task back as done, or as failed for good with the reason. */
  finishTask(queue: string, owner: string, id: string, error?: string): Promise<void>
}
