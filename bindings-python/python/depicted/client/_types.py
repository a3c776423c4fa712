"""What goes to a server and comes back, as plain types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ReleaseStatus = Literal["receiving", "processing", "reviewing", "good", "bad"]
RunStatus = Literal[
    "data_pending",
    "needs_diff",
    "diff_found",
    "diff_not_found",
    "diff_approved",
    "no_diff_needed",
    "failed",
]


@dataclass(frozen=True, slots=True)
class Release:
    """One attempt at a release."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Baseline:
    """The run of the last good release that a new one is compared with."""

    release_name: str
    release_number: int
    url: str | None
    image: str | None
    log: str | None
    config: str | None


@dataclass(frozen=True, slots=True)
class Capture:
    """A page to take a picture of, and how."""

    url: str
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What is known of a run. Files are named by their SHA-1, as ``upload`` returns it."""

    url: str | None = None
    image: str | None = None
    log: str | None = None
    config: str | None = None
    ref_url: str | None = None
    ref_image: str | None = None
    ref_log: str | None = None
    ref_config: str | None = None
    diff_image: str | None = None
    diff_log: str | None = None
    distortion: float | None = None
    run_failed: bool = False
    diff_failed: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs of a release are what."""

    total: int
    complete: int
    successful: int
    failed: int
    pending: int
    baselines: int


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """Where a release stands."""

    name: str
    number: int
    status: ReleaseStatus
    url: str | None
    results_url: str | None
    counts: Counts
    summary: str
    tested: str


@dataclass(frozen=True, slots=True)
class RunState:
    """Where a run stands."""

    id: int
    name: str
    status: RunStatus
    distortion: float | None
    url: str | None


@dataclass(frozen=True, slots=True)
class LeasedTask:
    """Work that was taken on lease."""

    id: str
    payload: Any
    attempts: int
