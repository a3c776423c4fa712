"""What is known of a run, and news about it.

The field ``state`` is the word of the value in JSON.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypedDict, Unpack

from depicted._errors import Side
from depicted.workflow._ask import ask

if TYPE_CHECKING:
    from depicted.workflow._ids import ArtifactId

__all__ = [
    "Capture",
    "CaptureEvidence",
    "Captured",
    "Diff",
    "DiffEvidence",
    "Evidence",
    "Failed",
    "Found",
    "Missing",
    "Reported",
    "Requested",
    "Same",
    "Side",
    "capture",
    "diff",
    "evidence",
]


@dataclass(frozen=True, slots=True)
class Missing:
    """Nobody asked for the picture; or the comparison was not made."""

    state: Literal["missing"] = field(default="missing", init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Requested:
    """The picture was asked for, and is not there."""

    state: Literal["requested"] = field(default="requested", init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """The last attempt at the picture failed; or the comparison could not be made."""

    state: Literal["failed"] = field(default="failed", init=False, repr=False)
    log: ArtifactId | None = None
    """What was said meanwhile."""


@dataclass(frozen=True, slots=True)
class Captured:
    """The picture is there."""

    state: Literal["captured"] = field(default="captured", init=False, repr=False)
    image: ArtifactId
    """The picture."""
    log: ArtifactId | None = None
    """What was said while it was taken."""


@dataclass(frozen=True, slots=True)
class Same:
    """The pictures are the same."""

    state: Literal["same"] = field(default="same", init=False, repr=False)
    log: ArtifactId | None = None
    """What the comparison said."""
    distortion: float | None = None
    """The difference that was tolerated, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pictures differ."""

    state: Literal["found"] = field(default="found", init=False, repr=False)
    image: ArtifactId
    """The highlighted picture."""
    log: ArtifactId | None = None
    """What the comparison said."""
    distortion: float | None = None
    """The difference as one number, 0 to 1."""


Capture = Missing | Requested | Failed | Captured
"""What is known of one picture of a run, from least to most."""
Diff = Missing | Failed | Same | Found
"""What is known of the comparison, from least to most."""


@dataclass(frozen=True, slots=True)
class CaptureEvidence:
    """News about one of the pictures of a run."""

    of: Side
    capture: Capture

    def to_json(self) -> dict[str, Any]:
        """Return it as the engine reads it."""
        return {"capture": asdict(self)}


@dataclass(frozen=True, slots=True)
class DiffEvidence:
    """News about the comparison of the pictures of a run."""

    diff: Diff
    pair: tuple[ArtifactId, ArtifactId] | None = None
    """The pictures before and after that were compared, where whoever reports knows them."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the engine reads it."""
        return {"diff": asdict(self)}


Evidence = CaptureEvidence | DiffEvidence
"""One piece of news about a run."""


class Reported(TypedDict, total=False):
    """The fields of one ``report_run`` of the HTTP interface."""

    image: ArtifactId | None
    """The picture after."""
    log: ArtifactId | None
    """Its log."""
    config: ArtifactId | None
    """Its configuration: somebody is going to take it."""
    ref_image: ArtifactId | None
    """The reference."""
    ref_log: ArtifactId | None
    """Its log."""
    ref_config: ArtifactId | None
    """Its configuration."""
    diff_image: ArtifactId | None
    """The highlighted picture."""
    diff_log: ArtifactId | None
    """The log of the comparison."""
    distortion: float | None
    """The difference as one number, 0 to 1."""
    run_failed: bool
    """The capture failed."""
    diff_failed: bool
    """The comparison failed."""


def evidence(**reported: Unpack[Reported]) -> tuple[Evidence, ...]:
    """Return what a report says, in the order it is to be learned. A failure is believed over whatever else it has."""
    return tuple(map(_news, ask("Reported.evidence", reported=reported)))


def _news(said: dict[str, Any]) -> Evidence:
    if "capture" in said:
        told = said["capture"]
        return CaptureEvidence(told["of"], capture(told["capture"]))
    told = said["diff"]
    return DiffEvidence(diff(told["diff"]), told["pair"] and tuple(told["pair"]))


_CAPTURES = {"missing": Missing, "requested": Requested, "failed": Failed, "captured": Captured}
_DIFFS = {"missing": Missing, "failed": Failed, "same": Same, "found": Found}


def capture(said: dict[str, Any]) -> Capture:
    """Read what the engine says of a picture."""
    made: Capture = _CAPTURES[said.pop("state")](**said)
    return made


def diff(said: dict[str, Any]) -> Diff:
    """Read what the engine says of a comparison."""
    made: Diff = _DIFFS[said.pop("state")](**said)
    return made
