//! What may be asked: a function of the engine each, named by the type and the function, with its arguments.

use depicted::Side;
use depicted::workflow::{
    ArtifactId, Attempts, Counts, Evidence, Finish, Heartbeat, ReleaseEvent, ReleaseStatus, Reported, Run,
    RunStatus, Task, Timestamp,
};
use serde::Deserialize;

/// A question, in JSON an object whose field `ask` says which.
#[derive(Deserialize)]
#[serde(tag = "ask", deny_unknown_fields)]
pub(crate) enum Question {
    #[serde(rename = "ReleaseStatus.after")]
    ReleaseAfter { status: ReleaseStatus, event: ReleaseEvent },
    #[serde(rename = "ReleaseStatus.takes_reports")]
    ReleaseTakesReports { status: ReleaseStatus },
    #[serde(rename = "ReleaseStatus.is_decided")]
    ReleaseIsDecided { status: ReleaseStatus },
    #[serde(rename = "RunStatus.label")]
    RunStatusLabel { status: RunStatus },
    #[serde(rename = "RunStatus.is_problem")]
    RunStatusIsProblem { status: RunStatus },
    #[serde(rename = "Run.new")]
    RunNew {},
    #[serde(rename = "Run.read")]
    RunRead { run: Run },
    #[serde(rename = "Run.status")]
    RunStatus { run: Run },
    #[serde(rename = "Run.learn")]
    RunLearn { run: Run, news: Evidence },
    #[serde(rename = "Run.request")]
    RunRequest { run: Run, of: Side },
    #[serde(rename = "Run.inherit")]
    RunInherit { run: Run, baseline: Option<ArtifactId> },
    #[serde(rename = "Run.approve")]
    RunApprove { run: Run },
    #[serde(rename = "Run.reject")]
    RunReject { run: Run },
    #[serde(rename = "Run.to_compare")]
    RunToCompare { run: Run },
    #[serde(rename = "Run.blocks")]
    RunBlocks { run: Run, live_tasks: u64 },
    #[serde(rename = "Reported.evidence")]
    ReportedEvidence { reported: Reported },
    #[serde(rename = "Counts.of")]
    CountsOf { statuses: Vec<RunStatus> },
    #[serde(rename = "Counts.plus")]
    CountsPlus { counts: Counts, status: RunStatus, runs: u64 },
    #[serde(rename = "Counts.tested")]
    CountsTested { counts: Counts },
    #[serde(rename = "Counts.summary")]
    CountsSummary { counts: Counts },
    #[serde(rename = "Counts.severity")]
    CountsSeverity { counts: Counts },
    #[serde(rename = "Task.new")]
    TaskNew { now: Timestamp },
    #[serde(rename = "Task.read")]
    TaskRead { task: Task },
    #[serde(rename = "Task.status")]
    TaskStatus { task: Task },
    #[serde(rename = "Task.lease")]
    TaskLease { task: Task, owner: String, now: Timestamp, length_ms: u64 },
    #[serde(rename = "Task.expire")]
    TaskExpire { task: Task, now: Timestamp, attempts: Attempts },
    #[serde(rename = "Task.heartbeat")]
    TaskHeartbeat { task: Task, owner: String, now: Timestamp, heartbeat: Heartbeat },
    #[serde(rename = "Task.finish")]
    TaskFinish { task: Task, owner: String, now: Timestamp, finish: Finish, attempts: Attempts },
    #[serde(rename = "Task.give_back")]
    TaskGiveBack { task: Task, owner: String, now: Timestamp },
    #[serde(rename = "Task.cancel")]
    TaskCancel { task: Task, now: Timestamp },
    #[serde(rename = "Task.retry")]
    TaskRetry { task: Task, now: Timestamp },
    #[serde(rename = "ArtifactId.parse")]
    ArtifactIdParse { text: String },
}
