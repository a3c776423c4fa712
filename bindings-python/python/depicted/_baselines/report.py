"""The report of a run: the page of the command line, over the comparisons of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from depicted import _native

if TYPE_CHECKING:
    from collections.abc import Iterable

    from depicted._baselines.matcher import Record

FILE = "index.html"
PICTURES = "pictures"


def write(folder: Path, records: Iterable[Record], seconds: float) -> Path:
    """Write the page into a folder; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / FILE
    entries = [
        (
            record.name,
            record.before,
            record.after,
            record.report,
            None if record.highlight is None else Path(record.highlight).read_bytes(),
        )
        for record in sorted(records, key=lambda record: record.name)
    ]
    _native.write_page(page, ("baselines", "this run"), entries, seconds)
    return page
