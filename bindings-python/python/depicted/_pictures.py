"""What may be given as a picture, and how it is handed to the engine."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

if TYPE_CHECKING:
    from PIL.Image import Image


class Readable(Protocol):
    """A binary file, or anything else with ``read``."""

    def read(self) -> bytes:
        """Return the rest of the file."""
        ...


class Array(Protocol):
    """An array of shape (height, width, 3 or 4) and type uint8, as NumPy has them."""

    @property
    def shape(self) -> tuple[int, ...]:
        """Height, width and channels."""
        ...

    @property
    def dtype(self) -> Any:
        """Type of an item: uint8."""
        ...


Picture: TypeAlias = "str | os.PathLike[str] | bytes | bytearray | memoryview | Readable | Image | Array"
"""A picture: a path, the bytes of a file, a binary file, a PIL image, or an array of pixels.

An array (or any other object with the buffer protocol) has shape (height, width, 4) for RGBA with straight alpha or
(height, width, 3) for RGB, and type uint8: sRGB, rows from top to bottom. A buffer of one dimension is the bytes of
a file.
"""


def native(picture: Picture) -> Any:
    """Turn what only Python can read into what the engine reads; the rest stays as it is."""
    if isinstance(picture, str | bytes | os.PathLike):
        return picture
    if callable(read := getattr(picture, "read", None)):
        data = None if isinstance(picture, io.TextIOBase) else read()
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"{type(picture).__name__} does not read bytes: open the file in binary mode")
        return data
    if _is_pil(picture):
        image: Any = picture
        rgba = image if image.mode == "RGBA" else image.convert("RGBA")
        return (rgba.width, rgba.height, rgba.tobytes())
    return picture


def _is_pil(picture: object) -> bool:
    """Whether it is an image of Pillow. Where Pillow was not imported, nothing is."""
    module = sys.modules.get("PIL.Image")
    return module is not None and isinstance(picture, module.Image)
