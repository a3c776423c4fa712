"""What a state machine refuses."""

from __future__ import annotations

from typing import Literal

Machine = Literal["release", "run", "task"]
Code = Literal["invalid_transition", "approved", "lease_expired", "not_owner", "stale_heartbeat", "not_due"]


class InvalidTransition(Exception):  # noqa: N818 - the word of every language
    """An event that a state does not allow. Nothing changed.

    ``machine``
        what refused: ``release``, ``run`` or ``task``.
    ``from_``, ``event``
        the state it is in, and what was to happen to it.
    ``code``
        why not, as the HTTP interface says it: ``invalid_transition`` (the state does not allow it), ``approved`` (it
        would change what was approved), ``lease_expired``, ``not_owner``, ``stale_heartbeat`` or ``not_due``.
    """

    machine: Machine
    from_: str
    event: str
    code: Code

    def __init__(self, message: str, machine: Machine, from_: str, event: str, code: Code) -> None:
        super().__init__(message, machine, from_, event, code)
        self.machine = machine
        self.from_ = from_
        self.event = event
        self.code = code

    def __str__(self) -> str:
        return str(self.args[0])
