"""The states of a release."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from depicted.workflow._ask import ask

Decision = Literal["good", "bad", "reviewing"]
"""What a person says of a release."""


@dataclass(frozen=True, slots=True)
class Decide:
    """A person decided."""

    decision: Decision

    def to_json(self) -> dict[str, Any]:
        """Return it as the engine reads it."""
        return {"decide": self.decision}


ReleaseEvent = Literal["runs_done", "settled", "superseded"] | Decide
"""What happens to a release.

``runs_done``: a client says that all runs were announced. ``settled``: no run blocks any more. ``superseded``: a newer
attempt at the same name began. ``Decide``: a person decided.
"""


class ReleaseStatus(StrEnum):
    """Where a release stands."""

    RECEIVING = "receiving"
    """Runs are still being asked for and reported: a release begins so."""
    PROCESSING = "processing"
    """All runs were announced; some captures or comparisons are under way."""
    REVIEWING = "reviewing"
    """Everything settled; people look at it."""
    GOOD = "good"
    """Somebody marked it good: the baseline of what comes next."""
    BAD = "bad"
    """Somebody marked it bad, or a newer attempt took its place."""

    def after(self, event: ReleaseEvent) -> ReleaseStatus:
        """Return the status after an event.

        Events that come late change nothing: a release that was decided stays so, whatever settles afterwards. Raises
        ``InvalidTransition`` when a person or a client asks for what the status does not allow.
        """
        return ReleaseStatus(ask("ReleaseStatus.after", status=self, event=event))

    def takes_reports(self) -> None:
        """Raise ``InvalidTransition`` where reports on its runs are not taken, since it was decided."""
        ask("ReleaseStatus.takes_reports", status=self)

    @property
    def is_decided(self) -> bool:
        """Whether a person decided it, or a newer attempt did."""
        return bool(ask("ReleaseStatus.is_decided", status=self))
