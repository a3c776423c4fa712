"""One comparison: every shape of a picture, the drawing, and what is refused."""

from __future__ import annotations

import mmap
import subprocess
import sys
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

import depicted

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def rgba(path: Path) -> Any:
    return np.asarray(Image.open(path).convert("RGBA"))


SHAPES: list[tuple[str, Callable[[Path], Any]]] = [
    ("path", lambda path: path),
    ("text", str),
    ("bytes", lambda path: path.read_bytes()),
    ("bytearray", lambda path: bytearray(path.read_bytes())),
    ("memoryview", lambda path: memoryview(path.read_bytes())),
    ("file bytes in an array", lambda path: np.frombuffer(path.read_bytes(), np.uint8)),
    ("reader", lambda path: BytesIO(path.read_bytes())),
    ("rgba array", rgba),
    ("rgb array", lambda path: rgba(path)[:, :, :3]),
    ("tight rgb array", lambda path: np.ascontiguousarray(rgba(path)[:, :, :3])),
    ("array by columns", lambda path: np.asfortranarray(rgba(path))),
    ("array backwards, turned round", lambda path: np.ascontiguousarray(rgba(path)[::-1])[::-1]),
    ("memory in three dimensions", lambda path: memoryview(rgba(path).tobytes()).cast("B", rgba(path).shape)),
    ("PIL", Image.open),
    ("PIL with alpha", lambda path: Image.open(path).convert("RGBA")),
]


@pytest.mark.parametrize("shape", [shape for _, shape in SHAPES], ids=[name for name, _ in SHAPES])
def test_every_shape_of_a_picture_gives_the_same(shape: Callable[[Path], Any], before: Path, after: Path) -> None:
    expected = depicted.diff(before, after)
    assert depicted.diff(shape(before), shape(after)) == expected
    assert depicted.diff(before, shape(after)).pixels.different == 9709


@pytest.mark.parametrize("mode", ["P", "L", "LA", "1", "CMYK", "RGB"])
def test_images_of_pillow_are_what_pillow_makes_of_them(mode: str, before: Path) -> None:
    image = Image.open(before).convert("RGB").convert(mode)
    assert depicted.diff(image, np.asarray(image.convert("RGBA")), metric="exact").same


def test_an_open_file_and_a_mapped_one(before: Path, after: Path) -> None:
    with before.open("rb") as file, after.open("rb") as other:
        assert depicted.diff(file, other).pixels.different == 9709
        mapped = mmap.mmap(other.fileno(), 0, access=mmap.ACCESS_READ)
        assert depicted.diff(before, mapped).pixels.different == 9709


def test_a_window_of_an_array_is_compared_alone(before: Path, after: Path) -> None:
    a, b = rgba(before), rgba(after)
    result = depicted.diff(a[250:350, 500:780], b[250:350, 500:780])
    assert (result.width, result.height, result.pixels.different) == (280, 100, 8050)
    assert depicted.diff(a[250:350, 500:780], np.ascontiguousarray(b[250:350, 500:780])) == result


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is read as Linux tells it")
def test_arrays_of_rgba_are_not_copied() -> None:
    script = """
import depicted, numpy, re
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1]) >> 10
# Pages that nobody wrote to take no memory; a copy of them does.
array = numpy.zeros((8192, 8192, 4), numpy.uint8)
window = numpy.zeros((8192, 10000, 4), numpy.uint8)[:, :8192]
depicted.diff(array[:64], array[:64])
start = peak()
assert depicted.diff(array, array).same and depicted.diff(array, window).same
print(peak() - start)
"""
    grown = int(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=300).stdout)
    assert grown < 64, f"{grown} MiB for two arrays of 256 MiB"


@pytest.mark.skipif(not hasattr(sys, "getswitchinterval"), reason="other interpreters have no such lock")
def test_other_threads_run_meanwhile(tmp_path: Path, before: Path) -> None:
    # The comparison waits for a pipe that another thread of Python fills: with the lock held it would wait for ever.
    script = """
import os, sys, threading, depicted
pipe, picture = sys.argv[1:]
os.mkfifo(pipe)
found = []
thread = threading.Thread(target=lambda: found.append(depicted.diff(picture, pipe)), daemon=True)
thread.start()
with open(pipe, "wb") as file:
    file.write(open(picture, "rb").read())
thread.join(60)
print(found[0])
"""
    call = [sys.executable, "-c", script, str(tmp_path / "pipe"), str(before)]
    assert subprocess.run(call, check=True, capture_output=True, timeout=120).stdout == b"same: 480 000 pixels\n"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.skipif(not hasattr(sys, "getswitchinterval"), reason="other interpreters have no such lock")
def test_a_forked_process_compares_too(before: Path, after: Path) -> None:
    script = """
import multiprocessing, sys, depicted
first = depicted.diff(*sys.argv[1:])
with multiprocessing.get_context("fork").Pool(1) as pool:
    assert pool.apply_async(depicted.diff, sys.argv[1:]).get(60) == first
"""
    subprocess.run([sys.executable, "-c", script, str(before), str(after)], check=True, timeout=120)


def test_drawing(before: Path, after: Path, tmp_path: Path) -> None:
    drawn = depicted.diff(before, after)
    assert drawn.highlight is not None
    assert drawn.highlight.startswith(b"\x89PNG")
    assert drawn.highlight_written
    without = depicted.diff(before, after, draw=False)
    assert (without.highlight, without.highlight_written) == (None, False)
    same = depicted.diff(before, before)
    assert (same.highlight, same.highlight_written) == (None, False)
    assert depicted.diff(before, before, highlight={"always": True}).highlight is not None

    file = tmp_path / "diff.png"
    streamed = depicted.diff(before, after, output=file)
    assert (streamed.highlight, streamed.highlight_written) == (None, True)
    assert file.read_bytes() == drawn.highlight
    nowhere = tmp_path / "no.png"
    assert not depicted.diff(before, after, draw=False, output=nowhere).highlight_written
    assert not nowhere.exists()


def test_options_by_position_of_a_rectangle_or_by_name(before: Path, after: Path) -> None:
    by_place = depicted.diff(before, after, ignore=[(530, 289, 220, 40)])
    by_name = depicted.diff(before, after, ignore=({"x": 530, "y": 289, "width": 220, "height": 40},))
    numbers: Any = np.array([[530, 289, 220, 40]])
    assert by_place == by_name == depicted.diff(before, after, ignore=numbers)
    assert by_place.pixels.ignored == 8800
    half: Any = np.float32(1.5)
    assert depicted.diff(before, after, threshold=half).threshold == 1.5


class Object:
    """What is no picture."""


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        ([1], "before: list is no picture: give a path"),
        (None, "before: NoneType is no picture"),
        (Object(), "before: Object is no picture"),
        (StringIO("text"), "StringIO does not read bytes: open the file in binary mode"),
        (np.zeros((4, 4), np.uint8), r"before: the array has shape \[4, 4\] and format 'B': give \(height, width"),
        (np.zeros((4, 4, 2), np.uint8), r"shape \[4, 4, 2\]"),
        (np.zeros((4, 4, 4), np.float32), r"format 'f'"),
        (np.zeros((4, 4, 4), np.int8), r"format 'b'"),
    ],
)
def test_what_is_no_picture(picture: Any, words: str, before: Path) -> None:
    with pytest.raises(TypeError, match=words):
        depicted.diff(picture, before)


def test_what_no_option_could_have(before: Path) -> None:
    options: Any = {"metric": object()}
    with pytest.raises(TypeError, match="metric: no option takes a value of type object"):
        depicted.diff(before, before, **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"colour": 1}, "unknown field `colour`, expected one of `metric`, `threshold`"),
        ({"highlight": {"alpha": 1}}, "unknown field `alpha`, expected one of `mode`"),
        ({"threshold": float("nan")}, "threshold NaN is out of range: 'perceptual' takes 0.05 to 20"),
        ({"ignore": [(1, 2, 3)]}, "invalid length 3"),
        ({"ignore": [(1, 2, 3, 4, 5)]}, "invalid length 5"),
        ({"ignore": [(-1, 2, 3, 4)]}, "invalid value: integer `-1`"),
        ({"max_regions": 10**30}, "invalid type: floating point"),
        ({"max_regions": True}, "invalid type: boolean `true`"),
        ({"metric": 1}, "invalid type: integer `1`"),
        ({"tolerance": None}, "invalid type"),
    ],
)
def test_options_that_cannot_be_used(options: Any, words: str, before: Path) -> None:
    with pytest.raises(depicted.DiffError) as failed:
        depicted.diff(before, before, **options)
    assert (failed.value.code, failed.value.side) == ("bad_option", None)
    assert words in str(failed.value)


def test_errors_of_pictures_name_the_side(before: Path, tmp_path: Path) -> None:
    with pytest.raises(depicted.DiffError) as failed:
        depicted.diff(before, tmp_path / "missing.png")
    assert (failed.value.code, failed.value.side) == ("io", "after")
    assert "missing.png" in str(failed.value)
    empty: Any = np.zeros((0, 5, 4), np.uint8)
    for nothing in (empty, Image.new("RGBA", (5, 0))):
        with pytest.raises(depicted.DiffError) as failed:
            depicted.diff(nothing, before)
        assert failed.value.code == "corrupt_image"


def test_an_output_that_cannot_be_written(before: Path, after: Path, tmp_path: Path) -> None:
    with pytest.raises(depicted.DiffError) as failed:
        depicted.diff(before, after, output=tmp_path / "no such folder" / "diff.png")
    assert failed.value.code == "io"
