"""What a result says, shows and gives away."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import re
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import depicted
from conftest import ROOT
from depicted import _notebook

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def result(before: Path, after: Path) -> depicted.Result:
    return depicted.diff(before, after)


def test_fields(result: depicted.Result) -> None:
    assert (result.same, result.verdict, result.reason) == (False, "different", "pixels")
    assert result.distortion == pytest.approx(0.0396, abs=1e-4)
    assert result.pixels == depicted.Pixels(total=480_000, different=9709, antialiased=0, ignored=0)
    assert (result.before.width, result.after.height) == (800, 600)
    assert [(one.x, one.y, one.width, one.height, one.moved) for one in result.regions] == [
        (707, 246, 15, 13, None),
        (530, 289, 220, 40, None),
        (391, 310, 32, 32, None),
    ]
    assert result.bounds == depicted.Bounds(391, 246, 359, 96)
    assert result.elapsed_ms is not None
    assert result.elapsed_ms.total > 0
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.verdict = "same"  # type: ignore[misc]


def test_nested_fields_that_are_rare(before: Path) -> None:
    image = Image.open(before).convert("RGBA")
    resized = depicted.diff(image.resize((400, 300)), image, resize="reference").resized
    assert resized == depicted.Resized(depicted.Size(400, 300), depicted.Size(800, 600), "lanczos3")
    with Image.open(before) as small:
        frames = [small.convert("L").resize((40, 30)), Image.new("L", (40, 30))]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    assert depicted.diff(file.getvalue(), frames[0]).animated == ("before",)

    images = ROOT / "tests/vectors/images/page"
    moved = depicted.diff(images / "block-0.png", images / "block-right-and-dot.png")
    assert depicted.Move(dx=1, dy=0) in [region.moved for region in moved.regions]


def test_words(result: depicted.Result, before: Path) -> None:
    line = "different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions"
    assert str(result) == line
    assert repr(result) == f"<depicted.Result {line}; largest 220x40 at 530,289, 8728 pixels; metric perceptual>"
    assert repr(depicted.diff(before, before)) == "<depicted.Result same: 480 000 pixels; metric perceptual>"


def test_plain_values(result: depicted.Result) -> None:
    plain = result.to_dict()
    assert plain["regions"][1]["width"] == 220
    plain["verdict"] = "changed"
    assert result.to_dict()["verdict"] == "different"
    assert "highlight" not in plain


def test_the_highlighted_picture(result: depicted.Result, before: Path, tmp_path: Path) -> None:
    image = result.highlight_image()
    assert image is not None
    assert image.size == (800, 600)
    assert image.convert("RGB").getpixel((640, 300)) == (255, 0, 0)
    saved = result.save(str(tmp_path / "diff.png"))
    assert saved.read_bytes() == result.highlight

    same = depicted.diff(before, before)
    assert same.highlight_image() is None
    with pytest.raises(ValueError, match="same: 480 000 pixels: no highlighted picture was drawn in memory"):
        same.save(tmp_path / "same.png")
    assert not (tmp_path / "same.png").exists()


def test_copies_and_pickles_are_equal(result: depicted.Result) -> None:
    for other in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        assert other == result
        assert (hash(other), str(other), other.to_dict()) == (hash(result), str(result), result.to_dict())
        assert other._repr_html_().count("<img") == 1
    assert len(pickle.dumps(result)) < 40_000


def test_an_error_is_pickled_whole() -> None:
    with pytest.raises(depicted.DiffError) as failed:
        depicted.diff(b"no", b"no")
    error = pickle.loads(pickle.dumps(failed.value))
    assert (error.code, error.side, str(error)) == ("unsupported_format", "before", str(failed.value))


def test_a_notebook_shows_all_three(before: Path, after: Path) -> None:
    a, b = Image.open(before), np.asarray(Image.open(after).convert("RGB"))
    pairs: list[tuple[depicted.Picture, depicted.Picture]] = [
        (before, after),
        (before.read_bytes(), BytesIO(after.read_bytes())),
        (a, b),
    ]
    for pair in pairs:
        html = depicted.diff(*pair)._repr_html_()
        assert re.findall(r"<figcaption[^>]*>(\w+)<", html) == ["Before", "After", "Difference"]
        assert html.count('src="data:image/png;base64,') == 3
        assert "9 709 of 480 000 pixels" in html
        assert "http" not in html
    assert depicted.diff(before, before)._repr_html_().count("<img") == 2
    assert depicted.diff_many([(before, after)])[0]._repr_html_().count("<img") == 3


def test_a_notebook_says_what_it_cannot_show(
    before: Path, after: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "a <b> & c.png"
    gone.write_bytes(before.read_bytes())
    result = depicted.diff(gone, after)
    gone.unlink()
    html = result._repr_html_()
    assert html.count("<img") == 2
    assert "no longer there" in html
    assert "a &lt;b&gt; &amp; c.png" in html

    monkeypatch.setattr(_notebook, "MAX_BYTES", 10)
    html = depicted.diff(before, Image.open(after))._repr_html_()
    assert html.count("<img") == 0
    assert html.count("too much for a notebook") == 3

    monkeypatch.undo()
    tiff = BytesIO()
    Image.open(before).save(tiff, "TIFF")
    assert "browsers do not show" in depicted.diff(tiff.getvalue(), after)._repr_html_()
