"""Compare a table of image pairs on a cluster of Dask.

    pip install depicted "dask[distributed]" numpy pillow
    python dask_pairs.py --make 1000 pairs/            # makes pictures and the table pairs/pairs.csv
    python dask_pairs.py pairs/                        # compares them on this machine
    python dask_pairs.py --scheduler tcp://10.0.0.5:8786 /mnt/shared/pairs/

The table has the columns name, before and after; paths are seen from the folder of the table. The result is
results.csv beside it: name, verdict, distortion, different pixels, regions; or the code of an error as the verdict.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dask.bag
from distributed import Client, LocalCluster

import depicted

if TYPE_CHECKING:
    from collections.abc import Iterable

BATCH = 50
"""Pairs that a worker takes at a time."""

Row = dict[str, Any]


def compare(rows: Iterable[Row], folder: Path) -> list[Row]:
    """Compare a batch of pairs: what each worker does, with the thread that Dask gave it."""
    rows = list(rows)
    pairs = [(folder / row["before"], folder / row["after"]) for row in rows]
    results = depicted.diff_many(pairs, threads=1, draw=False, return_exceptions=True)
    return [{"name": row["name"], **told(result)} for row, result in zip(rows, results, strict=True)]


def told(result: depicted.Result | depicted.DiffError) -> Row:
    """Put what came of a pair into a row of the table."""
    if isinstance(result, depicted.DiffError):
        return {"verdict": result.code, "distortion": "", "pixels": "", "regions": ""}
    return {
        "verdict": result.verdict,
        "distortion": result.distortion,
        "pixels": result.pixels.different,
        "regions": result.regions_total,
    }


def run(folder: Path, client: Client) -> list[Row]:
    """Compare every pair of a table, in batches, on whatever cluster the client speaks to."""
    with (folder / "pairs.csv").open(newline="") as file:
        table = dask.bag.from_sequence(csv.DictReader(file), partition_size=BATCH)
    rows: list[Row] = table.map_partitions(partial(compare, folder=folder)).compute(scheduler=client)
    with (folder / "results.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, ["name", "verdict", "distortion", "pixels", "regions"])
        writer.writeheader()
        writer.writerows(rows)
    return rows


def make(folder: Path, count: int, seed: int = 7) -> None:
    """Make small pictures and their table. In every fourth pair a block changes; in every other fourth only noise."""
    import numpy as np  # noqa: PLC0415 - workers need neither of them
    from PIL import Image  # noqa: PLC0415

    random = np.random.default_rng(seed)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "pairs.csv").open("w", newline="") as file:
        table = csv.DictWriter(file, ["name", "before", "after"])
        table.writeheader()
        for number in range(count):
            picture = np.full((48, 64, 3), random.integers(200, 250, 3), np.uint8)
            picture[8:16, 8:56] = random.integers(0, 100, 3)
            names = [f"{number:05}-{side}.png" for side in ("before", "after")]
            Image.fromarray(picture).save(folder / names[0])
            if number % 4 == 1:
                picture[24:40, 20:44] = random.integers(0, 100, 3)
            if number % 4 == 3:  # noqa: PLR2004
                picture += random.integers(0, 2, picture.shape, np.uint8)
            Image.fromarray(picture).save(folder / names[1])
            table.writerow({"name": f"{number:05}", "before": names[0], "after": names[1]})


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare a table of image pairs on a cluster of Dask.")
    parser.add_argument("folder", type=Path, help="the folder of pairs.csv")
    parser.add_argument("--make", type=int, metavar="N", help="make N pairs there, and compare nothing")
    parser.add_argument("--scheduler", help="the address of a cluster's scheduler; default: a cluster on this machine")
    parser.add_argument("--workers", type=int, help="processes of the cluster on this machine; default: one a core")
    args = parser.parse_args()
    folder = args.folder.absolute()
    if args.make is not None:
        make(folder, args.make)
        print(f"{args.make} pairs: {folder / 'pairs.csv'}")
        return
    if args.scheduler:
        with Client(args.scheduler) as client:
            rows = run(folder, client)
    else:
        with (
            LocalCluster(n_workers=args.workers, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            rows = run(folder, client)
    counts = Counter(row["verdict"] for row in rows)
    print(f"{len(rows)} pairs: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())))
    print(folder / "results.csv")


if __name__ == "__main__":
    main()
