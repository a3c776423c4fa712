"""Questions to the engine, which decides: JSON goes there and comes back."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from depicted import _native
from depicted.workflow._errors import InvalidTransition


def ask(name: str, **given: Any) -> Any:
    """Call a function of the engine's workflow and return what it gives, as plain values.

    Raises ``InvalidTransition`` where the engine refuses, and ``ValueError`` for what is no value of its kind.
    """
    said = json.loads(_native.workflow(json.dumps({"ask": name, **given}, default=_plain, allow_nan=False)))
    if "answer" in said:
        return said["answer"]
    if "refused" in said:
        refused = said["refused"]
        raise InvalidTransition(refused.pop("message"), from_=refused.pop("from"), **refused)
    raise ValueError(f"{name}: {said['invalid']}")


def _plain(value: Any) -> Any:
    """Give a value of this package the form that it has in JSON."""
    if hasattr(value, "to_json"):
        return value.to_json()
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise ValueError(f"{value!r} is no value of the workflow")
