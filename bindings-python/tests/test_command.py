"""The console script: the whole command line, out of the installed package."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import depicted

SCRIPT = Path(sys.executable).parent / "depicted"
CALLS = [[str(SCRIPT)], [sys.executable, "-m", "depicted"]]


def run(call: list[str], *args: str | Path, data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*call, *map(str, args)], input=data, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("call", CALLS, ids=["script", "module"])
def test_results_and_exit_codes(call: list[str], before: Path, after: Path, tmp_path: Path) -> None:
    assert run(call, "--version").stdout.decode() == f"depicted {depicted.__version__}\n"

    same = run(call, "diff", before, before)
    assert (same.returncode, same.stdout, same.stderr) == (0, b"same: 480 000 pixels\n", b"")

    output = tmp_path / "diff.png"
    different = run(call, "diff", before, after, "--json", "--output", output)
    assert (different.returncode, different.stderr) == (1, b"")
    result = depicted.diff(before, after)
    told = json.loads(different.stdout) | {"elapsed_ms": None}
    assert told == result.to_dict() | {"elapsed_ms": None}
    assert output.read_bytes() == result.highlight

    trouble = run(call, "diff", before, tmp_path / "missing.png")
    assert (trouble.returncode, trouble.stdout) == (2, b"")
    assert trouble.stderr.startswith(b"depicted: after: ")

    usage = run(call, "diff", "--no-such-flag")
    assert usage.returncode == 2
    assert b"Usage: depicted diff" in usage.stderr


def test_pictures_through_the_streams(before: Path, after: Path) -> None:
    done = run(CALLS[0], "diff", before, "-", "--output", "-", data=after.read_bytes())
    assert done.returncode == 1
    assert done.stdout == depicted.diff(before, after).highlight
    assert done.stderr == b"different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions\n"


def test_a_page(before: Path, after: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(CALLS[0], "diff", before, after, "--html", page).returncode == 1
    assert page.read_text().count("data:image/png;base64,") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
def test_ctrl_c_ends_it_at_once(tmp_path: Path, before: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    process = subprocess.Popen([*CALLS[0], "diff", before, pipe], stderr=subprocess.PIPE)
    # It waits for this pipe; when the other end is open, so is this one.
    with pipe.open("wb"):
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == -signal.SIGINT
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()
