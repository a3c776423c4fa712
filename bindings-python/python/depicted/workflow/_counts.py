"""What a release comes to: counts of its runs, and the lines that a page shows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from depicted.workflow._ask import ask

if TYPE_CHECKING:
    from collections.abc import Iterable

    from depicted.workflow._run import RunStatus

Severity = Literal["error", "warning", "info", "neutral"]
"""How a page colours the line of a release."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many runs of a release are what."""

    total: int = 0
    """Runs that test something: all but baselines and those that wait for a picture."""
    complete: int = 0
    """Of these, those that have a result."""
    successful: int = 0
    """Results that are fine: the same, or approved."""
    failed: int = 0
    """Results that are not: differences that nobody approved, and failures."""
    pending: int = 0
    """Runs that wait for a picture or a comparison."""
    baselines: int = 0
    """Runs with nothing to compare with."""

    @classmethod
    def of(cls, statuses: Iterable[RunStatus]) -> Self:
        """Count runs by their status."""
        return cls(**ask("Counts.of", statuses=list(statuses)))

    def plus(self, status: RunStatus, runs: int) -> Self:
        """Add so many runs of a status."""
        return type(self)(**ask("Counts.plus", counts=self, status=status, runs=runs))

    @property
    def tested(self) -> str:
        """``3 tested``, ``1 / 3 tested``, and ``2 baselines`` where there are any."""
        return str(ask("Counts.tested", counts=self))

    @property
    def summary(self) -> str:
        """The first that applies: ``1 failure``, ``All passing``, ``2 pending``, ``Nothing to test``."""
        return str(ask("Counts.summary", counts=self))

    @property
    def severity(self) -> Severity:
        """The colour of the summary."""
        severity: Severity = ask("Counts.severity", counts=self)
        return severity
