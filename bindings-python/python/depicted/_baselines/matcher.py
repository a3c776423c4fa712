"""The comparison of a picture with its baseline."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from depicted._api import diff
from depicted._baselines import names
from depicted._baselines.pages import take
from depicted._errors import DiffError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Unpack

    import pytest

    from depicted._baselines.pages import ImageOrPage
    from depicted._options import Options
    from depicted._report import Result


@dataclass(frozen=True)
class Record:
    """A comparison, for the report. All of it is text, so that it can come from another process."""

    name: str
    before: str
    after: str
    report: str | None
    highlight: str | None


@dataclass
class AssertMatchesBaseline:
    """The fixture ``assert_matches_baseline``: call it with a picture or a page."""

    node: pytest.Item
    update: bool
    results: Callable[[], Path]
    """Makes the folder where pictures of this run go."""
    report: bool
    """Whether there is a report, which names the pictures that match, too."""
    records: list[Record] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    _unnamed: int = 0

    def __call__(self, image_or_page: ImageOrPage, name: str | None = None, **options: Unpack[Options]) -> Result:
        """Fail unless a picture is the same as its baseline.

        ``image_or_page``
            A picture, as in ``depicted.diff``, or something that takes its own screenshot: a page or locator
            of Playwright, a driver or element of Selenium.
        ``name``
            Names the baseline. Default: the name of the test, and a number from the second call on.
        ``options``
            Those of ``depicted.diff``.

        The baseline is ``__screenshots__/MODULE/NAME.png`` beside the test. Where it is missing the test fails, unless
        pytest runs with ``--depicted-update``. Returns the result; raises ``AssertionError`` when the pictures
        differ, ``DiffError`` when they cannot be compared.
        """
        __tracebackhide__ = True
        picture = take(image_or_page)
        name, title = self._named(name)
        file = names.file(name)
        baseline = names.folder(self.node) / file
        if self.update:
            return self._updated(baseline, picture, options)
        if not baseline.is_file():
            diff(picture, picture, **options)
            after = self._keep(file, picture)
            self.records.append(Record(title, str(baseline), str(after), None, None))
            raise AssertionError(_missing(baseline, after))
        result = diff(baseline, picture, **options)
        if result.same:
            if self.report:
                self.records.append(Record(title, str(baseline), str(baseline), result._json, None))  # noqa: SLF001
            return result
        after = self._keep(file, picture)
        drawn = None if result.highlight is None else self._keep(_drawn(file, result.highlight), result.highlight)
        shown = None if drawn is None else str(drawn)
        self.records.append(Record(title, str(baseline), str(after), result._json, shown))  # noqa: SLF001
        raise AssertionError(_different(result, baseline, after, drawn))

    def _named(self, name: str | None) -> tuple[str, str]:
        """Name the baseline, and its place in the report."""
        if name is None:
            self._unnamed += 1
            name = names.of_test(self.node)
            if self._unnamed == 1:
                return name, self.node.nodeid
            name = f"{name}-{self._unnamed}"
        return name, f"{self.node.nodeid}: {name}"

    def _keep(self, file: str, data: bytes) -> Path:
        path = self.results() / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def _updated(self, baseline: Path, picture: bytes, options: Options) -> Result:
        """Write the baseline, unless the one that is there will do."""
        result = diff(picture, picture, **options)
        if baseline.is_file():
            try:
                found = diff(baseline, picture, **options)
            except DiffError as error:
                if error.side != "before":
                    raise
            else:
                if found.same:
                    return found
        baseline.parent.mkdir(parents=True, exist_ok=True)
        baseline.write_bytes(picture)
        self.written.append(baseline)
        return result


def _drawn(file: str, highlight: bytes) -> str:
    kind = "png" if highlight.startswith(b"\x89PNG") else "webp"
    return f"{file.removesuffix('.png')}.diff.{kind}"


def _missing(baseline: Path, after: Path) -> str:
    return (
        f"there is no baseline\n  baseline:   {baseline}\n  this run:   {after}\n"
        "run pytest with --depicted-update to make the picture of this run the baseline"
    )


def _different(result: Result, baseline: Path, after: Path, drawn: Path | None) -> str:
    lines = [str(result)]
    largest = max(result.regions, key=lambda region: region.pixels, default=None)
    if largest is not None:
        box = f"{largest.width}x{largest.height} at {largest.x},{largest.y}"
        lines.append(f"  largest:    {box}, {largest.pixels} pixels")
    lines += [f"  baseline:   {baseline}", f"  this run:   {after}", f"  difference: {drawn or 'not drawn'}"]
    lines.append("if that is how it should look, run pytest with --depicted-update")
    return "\n".join(lines)
