"""Compares screenshots and says what a person would see.

``depicted.diff(before, after)`` compares two pictures, ``depicted.diff_many(pairs)`` many; both give a ``Result`` or
raise ``DiffError``. The package brings a pytest plugin (``assert_matches_baseline``) and the command ``depicted``.
"""

from depicted._api import default_options, diff, diff_many
from depicted._errors import DiffError
from depicted._native import __version__
from depicted._options import Highlight, Limits, Options, Rect, Tolerance
from depicted._pictures import Picture
from depicted._report import Bounds, ElapsedMs, Move, Pixels, Region, Resized, Result, Size

__all__ = [
    "Bounds",
    "DiffError",
    "ElapsedMs",
    "Highlight",
    "Limits",
    "Move",
    "Options",
    "Picture",
    "Pixels",
    "Rect",
    "Region",
    "Resized",
    "Result",
    "Size",
    "Tolerance",
    "__version__",
    "default_options",
    "diff",
    "diff_many",
]
