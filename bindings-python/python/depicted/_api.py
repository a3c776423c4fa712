"""The comparisons."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Literal, cast, overload

from depicted import _native, _report
from depicted._pictures import native

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from depicted._errors import DiffError
    from depicted._options import CommonOptions, Options
    from depicted._pictures import Picture
    from depicted._report import Result


def diff(
    before: Picture,
    after: Picture,
    *,
    draw: bool = True,
    output: str | os.PathLike[str] | None = None,
    **options: Unpack[Options],
) -> Result:
    """Compare two pictures.

    ``before``, ``after``
        Each a path, the bytes of a file, a binary file, a PIL image, or an array of shape (height, width, 4) (RGBA,
        straight alpha) or (height, width, 3) (RGB) and type uint8. RGBA arrays whose rows are whole are read where
        they are: leave them alone until this returns. Others are copied.
    ``draw``
        Whether the highlighted picture is drawn, where the verdict is different (or always, with
        ``highlight={"always": True}``).
    ``output``
        A file: the picture is written there, a band of rows at a time, and ``result.highlight`` is None. The file
        appears, or is replaced, when it is complete.
    ``options``
        The engine's, by name: ``metric="pixelmatch"``, ``threshold=0.05``, ``ignore=[(x, y, width, height)]``,
        ``tolerance={"max_different_pixels": 50}``. ``default_options`` has them all.

    Other threads of Python run meanwhile; Ctrl-C is heard at the end. Raises ``DiffError`` for a picture that cannot
    be read and for options that cannot be used, ``TypeError`` for what is no picture.

    >>> import depicted
    >>> result = depicted.diff("before.png", "after.png", ignore=[(900, 8, 120, 24)])  # doctest: +SKIP
    >>> result.same, result.pixels.different  # doctest: +SKIP
    (False, 9709)
    """
    pictures = (native(before), native(after))
    found = _native.diff(*pictures, options, draw, output)
    return _report.read(*found, pictures)


@overload
def diff_many(
    pairs: Iterable[tuple[Picture, Picture]],
    threads: int | None = None,
    *,
    draw: bool = True,
    return_exceptions: Literal[False] = False,
    **options: Unpack[CommonOptions],
) -> list[Result]: ...
@overload
def diff_many(
    pairs: Iterable[tuple[Picture, Picture]],
    threads: int | None = None,
    *,
    draw: bool = True,
    return_exceptions: bool,
    **options: Unpack[CommonOptions],
) -> list[Result | DiffError]: ...
def diff_many(
    pairs: Iterable[tuple[Picture, Picture]],
    threads: int | None = None,
    *,
    draw: bool = True,
    return_exceptions: bool = False,
    **options: Unpack[CommonOptions],
) -> list[Result] | list[Result | DiffError]:
    """Compare many pairs at a time, on all cores; return the results in the order of the pairs.

    ``pairs``
        Pairs of (before, after), each as in ``diff``. Paths are opened when their turn comes; everything else is in
        memory until this returns.
    ``threads``
        How many threads share the work; None or 0 is one a core. The results are the same with any number.
    ``draw``
        As in ``diff``. The pictures of all results are in memory at the same time: False where only numbers matter.
    ``return_exceptions``
        What becomes of pairs that cannot be compared, as in ``asyncio.gather``. False: the first of them, in the
        order of the pairs, is raised, with its number as a note, and pairs behind it may not be compared any more.
        True: all pairs are compared, and a ``DiffError`` stands in the place of such a result.

    Other threads of Python run meanwhile; Ctrl-C is heard at the end.
    """
    given = [(native(before), native(after)) for before, after in pairs]
    found = _native.diff_many(given, options, draw, threads, return_exceptions)
    results: list[Result | DiffError] = []
    for number, (pair, one) in enumerate(zip(given, found, strict=True)):
        if isinstance(one, tuple):
            results.append(_report.read(*one, _paths(pair)))
        elif one is not None:
            one.add_note(f"pair {number} of diff_many")
            if not return_exceptions:
                raise one
            results.append(one)
    return results


def default_options() -> Options:
    """Return every option with its default, as the engine has them. A None is the metric's own choice."""
    return cast("Options", json.loads(_native.default_options()))


def _paths(pair: tuple[Picture, Picture]) -> tuple[Picture | None, Picture | None]:
    """Keep paths for a notebook, and let go of pictures in memory: there may be many."""
    before, after = (picture if isinstance(picture, str | os.PathLike) else None for picture in pair)
    return before, after
