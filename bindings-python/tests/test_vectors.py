"""Every case of tests/vectors, with pictures handed over in each of the shapes that Python has."""

from __future__ import annotations

import base64
import json
from collections import Counter
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import depicted
from agree import differences
from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

VECTORS = ROOT / "tests/vectors"
CASES = sorted((VECTORS / "cases").rglob("*.json"))
FORMS = ("path", "bytes", "file")

NO_SUCH_ARRAY = "an array has as many bytes as its shape says"
REASONS = {NO_SUCH_ARRAY}
skipped: Counter[str] = Counter()


def name(path: Path) -> str:
    return path.relative_to(VECTORS / "cases").with_suffix("").as_posix()


class NoSuchPictureError(Exception):
    """What Python cannot express."""


def picture(given: Any, form: str) -> depicted.Picture:
    if isinstance(given, str):
        path = VECTORS / given
        return path if form == "path" else encoded(path.read_bytes(), form)
    if "path_missing" in given:
        return str(given["path_missing"])
    if "base64" in given:
        return encoded(base64.b64decode(given["base64"]), form)
    pixels = base64.b64decode(given["rgba"])
    shape = (given["height"], given["width"], 4)
    if len(pixels) != np.prod(shape):
        raise NoSuchPictureError(NO_SUCH_ARRAY)
    return np.frombuffer(pixels, np.uint8).reshape(shape)


def encoded(data: bytes, form: str) -> depicted.Picture:
    return BytesIO(data) if form == "file" else data


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", CASES, ids=name)
def test_case(path: Path, form: str) -> None:
    case = json.loads(path.read_text())
    try:
        before, after = picture(case["before"], form), picture(case["after"], form)
    except NoSuchPictureError as reason:
        skipped[str(reason)] += 1
        pytest.skip(str(reason))
    expected = case.get("expected")
    wants_highlight = expected is not None and "highlight" in expected
    if expected is None:
        with pytest.raises(depicted.DiffError) as failed:
            depicted.diff(before, after, draw=False, **case["options"])
        assert {"code": failed.value.code, "side": failed.value.side} == case["error"]
        assert str(failed.value)
        return
    result = depicted.diff(before, after, draw=wants_highlight, **case["options"])
    assert differences(expected, result.to_dict()) == []
    file = expected.get("highlight")
    assert result.highlight == (None if file is None else (VECTORS / file).read_bytes())


def test_few_are_skipped() -> None:
    assert len(CASES) > 300
    assert set(skipped) <= REASONS
    assert sum(skipped.values()) <= 2 * len(FORMS), skipped
