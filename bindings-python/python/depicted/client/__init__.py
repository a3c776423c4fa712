"""The client of a Depicted server, in pure Python.

``Client(server, build, key, secret)`` creates releases, sends pictures, reports or requests runs, and waits for what
comes of them. What fails is a ``ClientError``.
"""

from depicted.client._client import Client
from depicted.client._errors import ClientError
from depicted.client._types import (
    Baseline,
    Capture,
    Counts,
    LeasedTask,
    Release,
    ReleaseState,
    ReleaseStatus,
    RunReport,
    RunState,
    RunStatus,
)

__all__ = [
    "Baseline",
    "Capture",
    "Client",
    "ClientError",
    "Counts",
    "LeasedTask",
    "Release",
    "ReleaseState",
    "ReleaseStatus",
    "RunReport",
    "RunState",
    "RunStatus",
]
