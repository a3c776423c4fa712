"""Many pairs at a time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import depicted

if TYPE_CHECKING:
    from pathlib import Path

BLACK: Any = np.zeros((8, 8, 4), np.uint8)


def dotted(count: int) -> Any:
    array = BLACK.copy()
    array.reshape(-1, 4)[:count] = 255
    return array


@pytest.mark.parametrize("threads", [None, 0, 1, 3])
def test_results_are_those_of_one_at_a_time_in_order(threads: int | None, before: Path, after: Path) -> None:
    pairs: list[Any] = [(BLACK, dotted(count)) for count in range(20)]
    pairs += [(before, after), (before.read_bytes(), str(after))]
    found = depicted.diff_many(pairs, threads, metric="exact")
    assert found == [depicted.diff(*pair, metric="exact") for pair in pairs]
    assert [one.pixels.different for one in found[:20]] == list(range(20))


def test_pairs_may_come_from_anything_that_gives_them() -> None:
    assert depicted.diff_many([]) == []
    found = depicted.diff_many(((BLACK, one) for one in [BLACK, dotted(9)]), draw=False, metric="exact")
    assert [(one.same, one.highlight) for one in found] == [(True, None), (False, None)]


def test_a_pair_that_fails_is_raised_or_returned_in_its_place() -> None:
    pairs: list[Any] = [(BLACK, BLACK), ("missing-1.png", BLACK), (BLACK, dotted(3)), ("missing-2.png", BLACK)] * 5
    for threads in (1, 2, 4):
        with pytest.raises(depicted.DiffError, match=r"missing-1\.png") as failed:
            depicted.diff_many(pairs, threads)
        assert failed.value.__notes__ == ["pair 1 of diff_many"]
        found = depicted.diff_many(pairs, threads, metric="exact", return_exceptions=True)
        codes = [one.code if isinstance(one, depicted.DiffError) else one.pixels.different for one in found]
        assert codes == [0, "io", 3, "io"] * 5


def test_what_is_wrong_before_anything_is_compared() -> None:
    options: Any = {"threads": 2, "colour": "red"}
    with pytest.raises(depicted.DiffError, match="unknown field `colour`"):
        depicted.diff_many([(BLACK, BLACK)], **options)
    wrong: Any = [(BLACK, BLACK), (BLACK, 5)]
    with pytest.raises(TypeError, match="after: int is no picture"):
        depicted.diff_many(wrong, return_exceptions=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes of this kind")
def test_pairs_are_compared_at_the_same_time_and_other_threads_run(tmp_path: Path, before: Path) -> None:
    # The first pair waits for a pipe that is filled when the second one was read: one at a time would wait for ever.
    script = """
import os, sys, threading, depicted
folder, picture = sys.argv[1:]
pipes = [os.path.join(folder, name) for name in "ab"]
for pipe in pipes:
    os.mkfifo(pipe)
found = []
compare = lambda: found.extend(depicted.diff_many([(picture, pipe) for pipe in pipes], threads=2))
threading.Thread(target=compare, daemon=True).start()
data = open(picture, "rb").read()
for pipe in reversed(pipes):
    with open(pipe, "wb") as file:
        file.write(data)
for thread in threading.enumerate():
    if thread is not threading.current_thread():
        thread.join(60)
print(len(found))
"""
    call = [sys.executable, "-c", script, str(tmp_path), str(before)]
    assert subprocess.run(call, check=True, capture_output=True, timeout=120).stdout == b"2\n"
