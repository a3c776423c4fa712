"""The engine and the command line of Depicted; use the package ``depicted`` instead."""

import os
from collections.abc import Mapping, Sequence
from typing import Any

from depicted._errors import DiffError

__all__ = ["__version__", "default_options", "diff", "diff_many", "encode", "run", "workflow", "write_page"]

__version__: str

def diff(
    before: Any,
    after: Any,
    options: Mapping[str, Any],
    draw: bool,
    output: str | os.PathLike[str] | None,
) -> tuple[str, str, bytes | None]: ...
def diff_many(
    pairs: Sequence[tuple[Any, Any]],
    options: Mapping[str, Any],
    draw: bool,
    threads: int | None,
    all: bool,  # noqa: A002
) -> list[tuple[str, str, bytes | None] | DiffError | None]: ...
def default_options() -> str: ...
def encode(picture: Any) -> bytes: ...
def run(args: Sequence[str]) -> int: ...
def workflow(question: str) -> str: ...
def write_page(
    path: str | os.PathLike[str],
    names: tuple[str, str],
    entries: Sequence[tuple[str, str | os.PathLike[str], str | os.PathLike[str], str | None, bytes | None]],
    seconds: float,
) -> None: ...
