"""A task and its lease.

A worker takes a task for a time, tells now and then that it is alive, and says how it ended. A worker that dies says
nothing, and when its time is over another one may take the task; the dead one's late word then counts for nothing.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self, TypedDict

from depicted.workflow._ask import ask

if TYPE_CHECKING:
    from collections.abc import Mapping

    from depicted.workflow._ids import Timestamp

TaskStatus = Literal["live", "done", "error", "canceled"]
"""The status that the HTTP interface names."""


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A sign of life: its number, which a worker counts up, and what the worker is doing."""

    index: int
    message: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """It may be leased."""

    state: Literal["waiting"] = field(default="waiting", init=False, repr=False)
    eta: Timestamp
    """From when on."""


@dataclass(frozen=True, slots=True)
class Leased:
    """Somebody works on it, or did and said nothing since."""

    state: Literal["leased"] = field(default="leased", init=False, repr=False)
    owner: str
    """Who holds it."""
    length_ms: int
    """How long it lasts from its beginning or the last heartbeat, in milliseconds."""
    expires: Timestamp
    """The first moment at which it does not hold."""
    heartbeat: Heartbeat | None = None
    """What was last heard."""


@dataclass(frozen=True, slots=True)
class Done:
    """It is done, since ``at``."""

    state: Literal["done"] = field(default="done", init=False, repr=False)
    at: Timestamp


@dataclass(frozen=True, slots=True)
class InError:
    """It failed, and is not tried again."""

    state: Literal["error"] = field(default="error", init=False, repr=False)
    at: Timestamp
    """Since when."""
    message: str
    """Why, as the last attempt said it."""


@dataclass(frozen=True, slots=True)
class Canceled:
    """It was called off before it ended, at ``at``."""

    state: Literal["canceled"] = field(default="canceled", init=False, repr=False)
    at: Timestamp


TaskState = Waiting | Leased | Done | InError | Canceled
"""Where a task stands."""


@dataclass(frozen=True, slots=True)
class AttemptFailed:
    """The attempt ended badly, and another one may do better."""

    message: str
    """Why."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the engine reads it."""
        return {"failed": asdict(self)}


@dataclass(frozen=True, slots=True)
class GaveUp:
    """The attempt ended badly, and another one would end the same way."""

    message: str
    """Why."""

    def to_json(self) -> dict[str, Any]:
        """Return it as the engine reads it."""
        return {"gave_up": asdict(self)}


Finish = Literal["done"] | AttemptFailed | GaveUp
"""How an attempt ended."""


class Attempts(TypedDict, total=False):
    """How often a task is tried, and with what pauses; what is left out has its default."""

    max: int
    """Attempts in all, at least 1. Default: 3."""
    pause_ms: int
    """Milliseconds after the first failure; they double with each further one. Default: 5000."""
    max_pause_ms: int
    """The most milliseconds between two attempts. Default: 300 000."""


_DEFAULT: Attempts = {}


@dataclass(frozen=True, slots=True)
class Task:
    """Work that some worker takes on lease."""

    attempts: int
    """How often it was leased since it was made, or tried again by a person."""
    state: TaskState
    """Where it stands."""

    @classmethod
    def new(cls, now: Timestamp) -> Self:
        """Make a task that may be leased from now on."""
        return cls._read(ask("Task.new", now=now))

    @classmethod
    def from_dict(cls, said: Mapping[str, Any]) -> Self:
        """Read what ``to_dict`` gave; raises ``ValueError`` for what is no task."""
        return cls._read(ask("Task.read", task=dict(said)))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, in the form that it has in JSON."""
        return asdict(self)

    @property
    def status(self) -> TaskStatus:
        """The status that the HTTP interface names."""
        status: TaskStatus = ask("Task.status", task=self)
        return status

    def lease(self, owner: str, now: Timestamp, length_ms: int) -> Self:
        """Take it for so many milliseconds. A lease that ran out is taken over.

        Raises ``InvalidTransition`` when its time has not come, somebody holds it, or it ended.
        """
        return self._read(ask("Task.lease", task=self, owner=owner, now=now, length_ms=length_ms))

    def expire(self, now: Timestamp, attempts: Attempts = _DEFAULT) -> Self | None:
        """Settle a lease that ran out: the task waits again, or has failed where that was the last attempt.

        None where there is no such lease.
        """
        said = ask("Task.expire", task=self, now=now, attempts=attempts)
        return said and self._read(said)

    def heartbeat(self, owner: str, now: Timestamp, heartbeat: Heartbeat) -> Self:
        """Hear a sign of life: the lease lasts its whole length from now on.

        Raises ``InvalidTransition`` from anybody but the holder of a valid lease, and with a number that is not above
        the last one.
        """
        return self._read(ask("Task.heartbeat", task=self, owner=owner, now=now, heartbeat=heartbeat))

    def finish(self, owner: str, now: Timestamp, finish: Finish, attempts: Attempts = _DEFAULT) -> Self:
        """Hear from the holder of the lease how the attempt ended. To say it again of a task that ended is harmless.

        Raises ``InvalidTransition`` from anybody but the holder of a valid lease.
        """
        return self._read(ask("Task.finish", task=self, owner=owner, now=now, finish=finish, attempts=attempts))

    def give_back(self, owner: str, now: Timestamp) -> Self:
        """Take it back unfinished, as from a worker that is told to stop: the attempt does not count.

        Raises ``InvalidTransition`` from anybody but the holder of a valid lease.
        """
        return self._read(ask("Task.give_back", task=self, owner=owner, now=now))

    def cancel(self, now: Timestamp) -> Self:
        """Call it off, if it did not end yet."""
        return self._read(ask("Task.cancel", task=self, now=now))

    def retry(self, now: Timestamp) -> Self:
        """Have it tried again, at once and from the first attempt on. Whoever holds it loses it."""
        return self._read(ask("Task.retry", task=self, now=now))

    @classmethod
    def _read(cls, said: dict[str, Any]) -> Self:
        state = said["state"]
        if state.get("heartbeat"):
            state["heartbeat"] = Heartbeat(**state["heartbeat"])
        return cls(said["attempts"], _STATES[state.pop("state")](**state))


_STATES: dict[str, Any] = {"waiting": Waiting, "leased": Leased, "done": Done, "error": InError, "canceled": Canceled}
