"""What a comparison found: the report of schema 1 as frozen values, field by field."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from depicted import _notebook

if TYPE_CHECKING:
    import os

    from PIL.Image import Image

    from depicted._errors import Side
    from depicted._pictures import Picture


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height, in pixels."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Resized:
    """How the picture before was scaled: its own size, the size it got, and the filter."""

    from_: Size
    to: Size
    filter: str


@dataclass(frozen=True, slots=True)
class Pixels:
    """How many pixels of the canvas are what."""

    total: int
    different: int
    antialiased: int
    """Forgiven as anti-aliasing, by ``pixelmatch``."""
    ignored: int
    """Inside ignored rectangles."""


@dataclass(frozen=True, slots=True)
class Move:
    """How far something moved, in pixels to the right and down."""

    dx: int
    dy: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle of the canvas, in pixels from its top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Region:
    """A connected change: its box, in pixels of the canvas, and its figures."""

    x: int
    y: int
    width: int
    height: int
    pixels: int
    """Pixels in it that differ."""
    score: float | None
    """``perceptual``: the highest score in it, at most 1000; 0 where it only moved. None for other metrics."""
    max_error: float
    """Error of its worst pixel, 0 to 1."""
    mean_error: float
    """Mean error of its different pixels, 0 to 1."""
    moved: Move | None
    """How it moved, when that is all that happened to it."""


@dataclass(frozen=True, slots=True)
class ElapsedMs:
    """Wall time by stage, in milliseconds."""

    decode: float
    compare: float
    highlight: float
    total: float


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison found.

    ``str(result)`` is the verdict in one line; in a notebook a result shows before, after and difference. It can be
    compared, hashed and pickled; a pickled result comes back without the pictures for the notebook.
    """

    schema: int
    """Version of the report: 1."""
    verdict: Literal["same", "different"]
    """After the tolerance."""
    reason: Literal["pixels", "size", "moved"] | None
    """What kind of difference there is, tolerated or not; None when nothing differs."""
    within_tolerance: bool
    """There is a difference, and it is within the tolerance: the verdict is ``same``."""
    metric: Literal["perceptual", "exact", "rmse", "pixelmatch"]
    """The metric that decided."""
    metric_version: int
    """Scores of different versions are not to be compared."""
    threshold: float | None
    """The one in force, in the unit of the metric; None for ``exact``."""
    score: float | None
    """``perceptual``: the most visible difference, 0 to 1000; 1 is one that a person would notice. Else None."""
    census: float | None
    """``perceptual``: the share of textured places that differ at all, 0 to 1. Else None."""
    distortion: float
    """The difference as one number, 0 to 1."""
    before: Size
    """Size of the picture before, as it was given."""
    after: Size
    """Size of the picture after."""
    resized: Resized | None
    """How the picture before was scaled; None when it was not."""
    animated: tuple[Side, ...]
    """The pictures with more than one frame, of which the first was compared."""
    width: int
    """Width of the compared canvas, in pixels."""
    height: int
    """Height of the compared canvas, in pixels."""
    pixels: Pixels
    """How many pixels are what."""
    regions: tuple[Region, ...]
    """Boxes around connected changes, ordered by ``y``, then ``x``; at most ``max_regions``."""
    regions_total: int
    """How many regions there are, listed or not."""
    bounds: Bounds | None
    """The smallest rectangle around everything that differs; None when nothing does."""
    highlight_written: bool
    """Whether the highlighted picture was drawn, into memory or into the file ``output``."""
    elapsed_ms: ElapsedMs | None = field(compare=False)
    """Time by stage, in milliseconds."""
    highlight: bytes | None = field(repr=False)
    """The highlighted picture as the bytes of a PNG (or WebP, where asked for); None when none was drawn in memory."""
    _words: str = field(repr=False, compare=False)
    _json: str = field(repr=False, compare=False)
    _pictures: tuple[Picture | None, Picture | None] = field(repr=False, compare=False)

    @property
    def same(self) -> bool:
        """Whether the verdict is ``same``."""
        return self.verdict == "same"

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values, as ``depicted diff --json`` prints it; without the highlight."""
        report: dict[str, Any] = json.loads(self._json)
        return report

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the highlighted picture to a file and return its path.

        Raises ``ValueError`` when none was drawn in memory: the pictures are the same, ``draw`` is False, or
        ``output`` named the file.
        """
        if self.highlight is None:
            message = "no highlighted picture was drawn in memory (ask for one with highlight={'always': True})"
            raise ValueError(f"{self._words}: {message}")
        path = Path(path)
        path.write_bytes(self.highlight)
        return path

    def highlight_image(self) -> Image | None:
        """Return the highlighted picture as a PIL image; None when none was drawn in memory. Needs Pillow."""
        if self.highlight is None:
            return None
        from PIL import Image  # noqa: PLC0415 - it need not be installed

        return Image.open(io.BytesIO(self.highlight))

    def __str__(self) -> str:
        return self._words

    def __repr__(self) -> str:
        largest = max(self.regions, key=lambda region: region.pixels, default=None)
        places = "" if largest is None else f"; largest {_box(largest)}, {largest.pixels} pixels"
        return f"<depicted.Result {self._words}{places}; metric {self.metric}>"

    def _repr_html_(self) -> str:
        return _notebook.html(self._words, self._pictures, self.highlight)

    def __getstate__(self) -> tuple[str, str, bytes | None]:
        return self._json, self._words, self.highlight

    def __setstate__(self, state: tuple[str, str, bytes | None]) -> None:
        other = read(*state, (None, None))
        for name in Result.__slots__:
            object.__setattr__(self, name, getattr(other, name))


def read(
    text: str,
    words: str,
    highlight: bytes | None,
    pictures: tuple[Picture | None, Picture | None],
) -> Result:
    """Make a result out of a report's JSON, its one line, and what was drawn."""
    report: dict[str, Any] = json.loads(text)
    resized, bounds, elapsed = report.pop("resized"), report.pop("bounds"), report.pop("elapsed_ms")
    return Result(
        before=Size(**report.pop("before")),
        after=Size(**report.pop("after")),
        resized=resized and Resized(Size(**resized["from"]), Size(**resized["to"]), resized["filter"]),
        animated=tuple(report.pop("animated")),
        pixels=Pixels(**report.pop("pixels")),
        regions=tuple(_region(**region) for region in report.pop("regions")),
        bounds=bounds and Bounds(**bounds),
        elapsed_ms=elapsed and ElapsedMs(**elapsed),
        highlight=highlight,
        _words=words,
        _json=text,
        _pictures=pictures,
        **report,
    )


def _region(moved: dict[str, int] | None, **fields: Any) -> Region:
    return Region(moved=None if moved is None else Move(**moved), **fields)


def _box(region: Region | Bounds) -> str:
    return f"{region.width}x{region.height} at {region.x},{region.y}"
