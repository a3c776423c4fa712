"""What the layer of Python costs: the time of `depicted.diff` beside the same call in Rust, on real screenshots.

    pip install ./bindings-python        # the release profile, which is what `pip` builds
    cargo build --release -p depicted-python --example engine-time
    python bindings-python/benches/overhead.py ../shared/corpus/screenshots

Both sides are warm processes that compare the same files by path and draw the highlight in memory. Calls alternate,
Rust then Python, so that whatever else the machine does meets both. The ratio is that of the medians; the aim is 1.05.
Run it on an idle machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import time
from pathlib import Path

import depicted

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


class Rust:
    """The engine in a process of its own, which compares once a line."""

    def __init__(self, program: Path, pair: tuple[Path, Path]) -> None:
        self.process = subprocess.Popen([program, *pair], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def time_ms(self) -> tuple[float, int]:
        """Compare once; return the time in milliseconds, and how many pixels differ."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("it has both pipes")
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        ms, different = self.process.stdout.readline().split()
        return float(ms), int(different)


def python_time_ms(pair: tuple[Path, Path]) -> tuple[float, int]:
    """Compare once; return the time in milliseconds, and how many pixels differ."""
    start = time.perf_counter()
    result = depicted.diff(*pair)
    return (time.perf_counter() - start) * 1e3, result.pixels.different


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description="What the layer of Python costs.")
    parser.add_argument("folder", type=Path, help="has NAME-a.png and NAME-b.png for each pair")
    parser.add_argument("--pairs", nargs="+", default=["phone", "cypress"], metavar="NAME")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--engine", type=Path, default=TARGET / "release/examples/engine-time")
    args = parser.parse_args()
    print("| pair | Rust ms | Python ms | Python / Rust |")
    print("| --- | ---: | ---: | ---: |")
    for name in args.pairs:
        pair = (args.folder / f"{name}-a.png", args.folder / f"{name}-b.png")
        rust = Rust(args.engine, pair)
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(args.rounds + 1):
            found = (rust.time_ms(), python_time_ms(pair))
            if found[0][1] != found[1][1]:
                raise SystemExit(f"{name}: Rust finds {found[0][1]} pixels, Python {found[1][1]}")
            if number > 0:  # the first ones warm the caches
                for side, (ms, _) in zip(times, found, strict=True):
                    side.append(ms)
        rust.process.communicate()
        a, b = (statistics.median(side) for side in times)
        print(f"| `{name}` | {a:.1f} | {b:.1f} | {b / a:.3f} |")


if __name__ == "__main__":
    main()
