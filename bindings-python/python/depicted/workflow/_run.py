"""A run: what is known of it, what is asked for, what a person says."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from depicted.workflow import _evidence
from depicted.workflow._ask import ask
from depicted.workflow._evidence import Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from depicted.workflow._evidence import Capture, Diff, Evidence, Side
    from depicted.workflow._ids import ArtifactId


class RunStatus(StrEnum):
    """Where a run stands."""

    DATA_PENDING = "data_pending"
    """A picture is still to come."""
    NEEDS_DIFF = "needs_diff"
    """Both pictures are there and are to be compared."""
    DIFF_FOUND = "diff_found"
    """They differ."""
    DIFF_NOT_FOUND = "diff_not_found"
    """They are the same."""
    DIFF_APPROVED = "diff_approved"
    """They differ, and a person approved that."""
    NO_DIFF_NEEDED = "no_diff_needed"
    """There is nothing to compare with: a baseline."""
    FAILED = "failed"
    """A picture could not be taken, or the comparison not be made."""

    @property
    def label(self) -> str:
        """What a page says of it, without the figure of a difference."""
        return str(ask("RunStatus.label", status=self))

    @property
    def is_problem(self) -> bool:
        """Whether a list shows it before the others; an approval does not change that."""
        return bool(ask("RunStatus.is_problem", status=self))


_NOTHING = Missing()


@dataclass(frozen=True, slots=True)
class Run:
    """One named test of a release, as far as its status goes; ``Run()`` is one of which nothing is known."""

    after: Capture = _NOTHING
    """The new picture."""
    before: Capture = _NOTHING
    """The reference."""
    diff: Diff = _NOTHING
    """Their comparison."""
    approved: bool = False
    """Whether a person approved the difference."""

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """Read what ``to_dict`` gave; raises ``ValueError`` for what is no run."""
        return cls._read(ask("Run.read", run=dict(said)))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, in the form that it has in JSON."""
        return asdict(self)

    @property
    def status(self) -> RunStatus:
        """Where it stands: a function of what is known."""
        return RunStatus(ask("Run.status", run=self))

    def learn(self, news: Evidence) -> Self:
        """Take a piece of news.

        What is known only grows: news that says less than is known changes nothing. Another picture in the place of
        one that is there makes the comparison void, and what is heard of the comparison of an earlier pair is let go.
        Raises ``InvalidTransition`` when the difference was approved and this would be another one.
        """
        return self._read(ask("Run.learn", run=self, news=news))

    def request(self, of: Side) -> Self:
        """Ask for a picture, whatever is known of it: on purpose, so that also an approval is forgotten."""
        return self._read(ask("Run.request", run=self, of=of))

    def inherit(self, baseline: ArtifactId | None) -> Self:
        """Take the picture of a baseline as the reference; None where there is none, and then none is needed."""
        return self._read(ask("Run.inherit", run=self, baseline=baseline))

    def approve(self) -> Self:
        """Approve the difference; raises ``InvalidTransition`` when none was found, or it was approved already."""
        return self._read(ask("Run.approve", run=self))

    def reject(self) -> Self:
        """Take an approval back; raises ``InvalidTransition`` when nothing was approved."""
        return self._read(ask("Run.reject", run=self))

    @property
    def to_compare(self) -> tuple[ArtifactId, ArtifactId] | None:
        """The pictures to compare, before and after, where that is what is to be done."""
        pair = ask("Run.to_compare", run=self)
        return pair and tuple(pair)

    def blocks(self, live_tasks: int) -> bool:
        """Whether its release has to wait for it; ``live_tasks`` is how many of its tasks are live."""
        return bool(ask("Run.blocks", run=self, live_tasks=live_tasks))

    @classmethod
    def _read(cls, said: dict[str, Any]) -> Self:
        after, before = (_evidence.capture(said[side]) for side in ("after", "before"))
        return cls(after, before, _evidence.diff(said["diff"]), said["approved"])
