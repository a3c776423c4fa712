"""A release from created to good, with the engine and the state machines and nothing else: no server, no database.

    python workflow.py FOLDER

compares ``before.png`` and ``after.png`` of a folder. Whoever embeds the package keeps the states where they like
(``to_dict`` and ``from_dict`` take them to JSON and back). Here they are variables.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import depicted
from depicted.workflow import (
    ArtifactId,
    Captured,
    CaptureEvidence,
    Counts,
    Decide,
    DiffEvidence,
    Found,
    InvalidTransition,
    ReleaseStatus,
    Run,
    RunStatus,
    Same,
    Task,
    artifact_id,
)


class Store:
    """Pictures by the SHA-1 of their bytes."""

    def __init__(self) -> None:
        self.files: dict[ArtifactId, bytes] = {}

    def put(self, picture: bytes) -> ArtifactId:
        """Keep a picture, and return its name."""
        name = artifact_id(hashlib.sha1(picture, usedforsecurity=False).hexdigest())
        self.files[name] = picture
        return name


def compare(store: Store, before: ArtifactId, after: ArtifactId) -> DiffEvidence:
    """Compare the pictures of a run, as a worker does, and return what it learned."""
    result = depicted.diff(store.files[before], store.files[after])
    print(f"  worker: {result}")
    if result.highlight is None:
        return DiffEvidence(Same(distortion=result.distortion), (before, after))
    return DiffEvidence(Found(store.put(result.highlight), distortion=result.distortion), (before, after))


def main(folder: Path) -> None:
    """Take a release from created to good."""
    store = Store()
    now = 0

    # A client cuts a release and reports two runs. The baselines are pictures of the last good release.
    release = ReleaseStatus.RECEIVING
    baseline = store.put((folder / "before.png").read_bytes())
    runs: dict[str, Run] = {}
    for name, file in (("home", "before.png"), ("cart", "after.png")):
        picture = store.put((folder / file).read_bytes())
        runs[name] = Run().learn(CaptureEvidence("after", Captured(picture))).inherit(baseline)

    # It says that this was all. Every run that needs a comparison becomes a task.
    release = release.after("runs_done")
    print(f"release: {release}")
    needed = sorted(name for name, run in runs.items() if run.status == RunStatus.NEEDS_DIFF)
    queue = {name: Task.new(now) for name in needed}

    # A worker takes them one by one and reports what it found.
    for name, task in queue.items():
        leased = task.lease("worker", now, 60_000)
        if pair := runs[name].to_compare:
            print(f"run {name}: {runs[name].status}")
            runs[name] = runs[name].learn(compare(store, *pair))
        queue[name] = leased.finish("worker", now, "done")
        print(f"run {name}: {runs[name].status}")

    # Nothing blocks any more, so people are asked.
    if not any(run.blocks(0) for run in runs.values()):
        release = release.after("settled")
    counts = Counts.of(run.status for run in runs.values())
    print(f"release: {release}, {counts.tested}, {counts.summary}")

    # Somebody looks at the difference, finds it intended, and marks the release good.
    for name, run in runs.items():
        if run.status == RunStatus.DIFF_FOUND:
            runs[name] = run.approve()
    counts = Counts.of(run.status for run in runs.values())
    release = release.after(Decide("good"))
    print(f"release: {release}, {counts.summary}")

    # A client that comes late is told so.
    try:
        release.after("runs_done")
    except InvalidTransition as refused:
        print(f"a late client hears: {refused}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
