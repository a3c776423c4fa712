"""Where things are, and the pictures that most tests compare."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "core/examples/pictures"


@pytest.fixture
def before() -> Path:
    return PICTURES / "before.png"


@pytest.fixture
def after() -> Path:
    return PICTURES / "after.png"
