"""The one error of a comparison."""

from __future__ import annotations

from typing import Literal

Code = Literal["unsupported_format", "corrupt_image", "too_large", "bad_option", "io"]
Side = Literal["before", "after"]


class DiffError(Exception):
    """Why a comparison could not be made; ``str(error)`` is one line that names the value and the limit.

    ``code``
        is stable, and the same in every language: ``unsupported_format`` (the bytes are in no known format),
        ``corrupt_image`` (they break the rules of their format), ``too_large`` (a limit would be exceeded),
        ``bad_option`` (an option is unknown, out of range or without meaning for the metric) or ``io`` (a file
        could not be read or written).
    ``side``
        is ``"before"`` or ``"after"`` where that picture is at fault, else None.
    """

    code: Code
    side: Side | None

    def __init__(self, message: str, code: Code, side: Side | None = None) -> None:
        super().__init__(message, code, side)
        self.code = code
        self.side = side

    def __str__(self) -> str:
        return str(self.args[0])
