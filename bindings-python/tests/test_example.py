"""The example of distributed use, on a cluster of this machine."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = ROOT / "bindings-python/examples/dask_pairs.py"


def run(*args: str | Path) -> str:
    call = [sys.executable, str(EXAMPLE), *map(str, args)]
    return subprocess.run(call, check=True, stdout=subprocess.PIPE, timeout=600, text=True).stdout


def test_a_thousand_pairs_on_a_local_cluster(tmp_path: Path) -> None:
    assert run("--make", "1000", tmp_path).startswith("1000 pairs: ")
    (tmp_path / "00006-after.png").unlink()
    (tmp_path / "00010-before.png").write_bytes(b"no picture")
    told = run("--workers", "2", tmp_path).splitlines()
    assert told[0] == "1000 pairs: 250 different, 1 io, 748 same, 1 unsupported_format"
    with (tmp_path / "results.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == [f"{number:05}" for number in range(1000)]
    assert [number for number, row in enumerate(rows) if row["verdict"] == "different"] == list(range(1, 1000, 4))
    # A block of 24x16 pixels, and what is seen around its edges.
    assert all(384 <= int(row["pixels"]) < 1200 for row in rows if row["verdict"] == "different")
    assert (rows[6]["verdict"], rows[10]["verdict"]) == ("io", "unsupported_format")
