"""The states of releases, runs and tasks: what may happen next, and what follows from what is known.

States are frozen values. What happens to one gives the next one, or raises ``InvalidTransition``; whoever stores the
states loads them, asks, and saves. There is no clock: ``now`` comes from the caller. A value that is none of its kind
is a ``ValueError``.

>>> from depicted.workflow import ArtifactId, Captured, CaptureEvidence, DiffEvidence, Found, Run
>>> a, b, c = (ArtifactId(digit * 40) for digit in "abc")
>>> run = Run().learn(CaptureEvidence("after", Captured(a)))
>>> str(run.status)  # the first of its name: a baseline
'no_diff_needed'
>>> run = run.learn(CaptureEvidence("before", Captured(b)))
>>> str(run.learn(DiffEvidence(Found(c, distortion=0.04))).approve().status)
'diff_approved'
"""

from depicted.workflow._counts import Counts, Severity
from depicted.workflow._errors import Code, InvalidTransition, Machine
from depicted.workflow._evidence import (
    Capture,
    Captured,
    CaptureEvidence,
    Diff,
    DiffEvidence,
    Evidence,
    Failed,
    Found,
    Missing,
    Reported,
    Requested,
    Same,
    Side,
    evidence,
)
from depicted.workflow._ids import ArtifactId, BuildId, ReleaseId, RunId, TaskId, Timestamp, artifact_id
from depicted.workflow._release import Decide, Decision, ReleaseEvent, ReleaseStatus
from depicted.workflow._run import Run, RunStatus
from depicted.workflow._task import (
    AttemptFailed,
    Attempts,
    Canceled,
    Done,
    Finish,
    GaveUp,
    Heartbeat,
    InError,
    Leased,
    Task,
    TaskState,
    TaskStatus,
    Waiting,
)

__all__ = [
    "ArtifactId",
    "AttemptFailed",
    "Attempts",
    "BuildId",
    "Canceled",
    "Capture",
    "CaptureEvidence",
    "Captured",
    "Code",
    "Counts",
    "Decide",
    "Decision",
    "Diff",
    "DiffEvidence",
    "Done",
    "Evidence",
    "Failed",
    "Finish",
    "Found",
    "GaveUp",
    "Heartbeat",
    "InError",
    "InvalidTransition",
    "Leased",
    "Machine",
    "Missing",
    "ReleaseEvent",
    "ReleaseId",
    "ReleaseStatus",
    "Reported",
    "Requested",
    "Run",
    "RunId",
    "RunStatus",
    "Same",
    "Severity",
    "Side",
    "Task",
    "TaskId",
    "TaskState",
    "TaskStatus",
    "Timestamp",
    "Waiting",
    "artifact_id",
    "evidence",
]
