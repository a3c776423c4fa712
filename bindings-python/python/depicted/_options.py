"""The options as types. Meanings, ranges and defaults are the engine's; see ``default_options``."""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 - whoever reads the types at run time needs it
from typing import Literal, TypedDict


class Rect(TypedDict):
    """A rectangle of the compared canvas, in whole pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int


class Highlight(TypedDict, total=False):
    """The look of the highlighted picture."""

    mode: Literal["overlay", "mask", "side-by-side"]
    """The changes over the faded picture before; alone; or beside both pictures."""
    color: str
    """Colour of changed pixels: ``#rrggbb``, ``#rgb`` or a name of CSS."""
    color_alt: str | None
    """Colour of changed pixels that became darker; only ``pixelmatch``."""
    antialiased_color: str | None
    """Colour of pixels forgiven as anti-aliasing; only ``pixelmatch``."""
    format: Literal["png", "webp"] | None
    """What the picture is written as; None goes by the name of the file, and is PNG in memory."""
    fade: float
    """Opacity of the unchanged picture, 0 (white) to 1 (its own grey)."""
    always: bool
    """Draw the picture even when nothing differs."""


class Tolerance(TypedDict, total=False):
    """A difference within these limits still counts as the same; where several are given, all must hold."""

    max_different_pixels: int | None
    """The most pixels that may differ."""
    max_distortion: float | None
    """The largest distortion, 0 to 1."""
    max_shift_px: int
    """How far an element may have moved, in pixels along either axis; only ``perceptual``."""


class Limits(TypedDict, total=False):
    """What a picture may cost; checked against its header, before memory is taken."""

    max_pixels: int
    """Width times height of one picture."""
    max_bytes: int
    """Encoded size of one picture, in bytes."""
    max_decoded_bytes: int
    """Decoded size, in bytes, of one picture that cannot be read row by row."""


class CommonOptions(TypedDict, total=False):
    """Every option but ``threads``, which ``diff_many`` has in another meaning."""

    metric: Literal["perceptual", "exact", "rmse", "pixelmatch"]
    """What counts as a difference."""
    threshold: float | Literal["strict", "normal", "relaxed"] | None
    """How much may differ, in the unit of the metric; None is the metric's own. Words are for ``perceptual``."""
    antialiasing: Literal["ignore", "count"] | None
    """Whether pixels that look like anti-aliasing count; only ``pixelmatch``."""
    checkerboard: bool | None
    """Blend transparent pixels with a checkerboard, else with white; only ``pixelmatch``."""
    resize: Literal["none", "reference"]
    """``reference``: a picture before of another size is scaled to that of the picture after."""
    resize_filter: Literal["lanczos3", "catmull-rom", "bilinear", "box", "nearest"] | None
    """How it is scaled; only with ``resize``."""
    ignore: Sequence[tuple[int, int, int, int] | Rect]
    """Rectangles to leave out: (x, y, width, height) in pixels of the compared canvas."""
    highlight: Highlight
    """The look of the highlighted picture."""
    tolerance: Tolerance
    """A difference that still counts as the same."""
    max_regions: int
    """The most regions that a report lists; the others are only counted."""
    limits: Limits
    """What a picture may cost."""


class Options(CommonOptions, total=False):
    """Every option of a comparison."""

    threads: int
    """Threads to use, 0 for one a core; the result is the same with any number."""
