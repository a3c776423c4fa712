"""Names of things, each a type of its own, so that one is never taken for another."""

from __future__ import annotations

from typing import NewType

from depicted.workflow._ask import ask

BuildId = NewType("BuildId", int)
"""A build: a project whose releases are reviewed."""
ReleaseId = NewType("ReleaseId", int)
"""One attempt at a release."""
RunId = NewType("RunId", int)
"""One test of a release."""
TaskId = NewType("TaskId", str)
"""A task, by the name that whoever enqueued it gave it; unique in its queue."""
ArtifactId = NewType("ArtifactId", str)
"""A stored file, by the SHA-1 of its bytes: 40 lower-case hexadecimal digits. ``artifact_id`` checks a text."""
Timestamp = int
"""A moment, in milliseconds since 1970-01-01T00:00:00Z: ``time.time_ns() // 1_000_000``."""


def artifact_id(text: str) -> ArtifactId:
    """Read 40 hexadecimal digits; raises ``ValueError`` for any other text."""
    return ArtifactId(ask("ArtifactId.parse", text=text))
