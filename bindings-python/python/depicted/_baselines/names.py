"""Where the baseline of a test is."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FOLDER = "__screenshots__"
"""The folder of baselines, beside the tests."""

_SAFE = " []()=,+-_.@"
_LONGEST = 120


def folder(node: pytest.Item) -> Path:
    """Return the folder of the baselines of a test's module."""
    return node.path.parent / FOLDER / node.path.stem


def of_test(node: pytest.Item) -> str:
    """Name a test as its module does: ``TestCart.test_empty[dark]``."""
    cls: type | None = getattr(node, "cls", None)
    return node.name if cls is None else f"{cls.__qualname__}.{node.name}"


def file(name: str) -> str:
    """Return the name of a file for a name, another one for each: what not every system takes is written as %XX."""
    safe = quote(name.removesuffix(".png"), safe=_SAFE)
    if len(safe) > _LONGEST:
        safe = f"{safe[:_LONGEST]}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
    return f"{safe}.png"
