"""The pytest plugin: the fixture ``assert_matches_baseline``, ``--depicted-update`` and ``--depicted-report``."""

from __future__ import annotations

import functools
import time
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import pytest

from depicted._baselines import report as page
from depicted._baselines.matcher import AssertMatchesBaseline, Record

if TYPE_CHECKING:
    from collections.abc import Generator

__all__ = ["AssertMatchesBaseline"]

_MATCHERS = pytest.StashKey[list[AssertMatchesBaseline]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags."""
    group = parser.getgroup("depicted", "screenshots and their baselines (depicted)")
    group.addoption(
        "--depicted-update",
        action="store_true",
        help="write baselines that are missing or differ, instead of failing",
    )
    group.addoption(
        "--depicted-report",
        metavar="DIR",
        help="write DIR/index.html: one page that shows every picture that differs from its baseline",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Begin a run."""
    config.pluginmanager.register(_Run(config), "depicted-run")


@pytest.fixture
def assert_matches_baseline(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AssertMatchesBaseline:
    """Fail unless a picture, or the screenshot of a page, is the same as its baseline in ``__screenshots__``."""
    node: pytest.Item = request.node
    folder = _report_folder(node.config)

    @functools.cache
    def results() -> Path:
        if folder is None:
            return tmp_path_factory.mktemp("depicted")
        module = PurePath(node.nodeid.partition("::")[0]).with_suffix("")
        return folder.joinpath(page.PICTURES, *(part for part in module.parts if part not in ("..", module.anchor)))

    update = bool(node.config.getoption("--depicted-update"))
    matcher = AssertMatchesBaseline(node, update, results, report=folder is not None)
    node.stash.setdefault(_MATCHERS, []).append(matcher)
    return matcher


def _report_folder(config: pytest.Config) -> Path | None:
    """Where the report goes, seen from where pytest was called."""
    folder: str | None = config.getoption("--depicted-report")
    return None if folder is None else config.invocation_params.dir / folder


class _Run:
    """What is known of a run: what was compared, in whichever process, and what was written."""

    def __init__(self, config: pytest.Config) -> None:
        self.start = time.monotonic()
        self.folder = _report_folder(config)
        # With pytest-xdist tests run in other processes, and reports come here.
        self.is_worker = hasattr(config, "workerinput")
        self.records: list[Record] = []
        self.written: list[str] = []
        self.told: list[str] = []

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Give the comparisons of a test along with its report, as plain values."""
        made = yield
        plain: dict[str, list[Any]] = {"records": [], "written": []}
        for matcher in item.stash.get(_MATCHERS, []):
            plain["records"] += [asdict(record) for record in matcher.records]
            plain["written"] += [str(path) for path in matcher.written]
            matcher.records.clear()
            matcher.written.clear()
        if any(plain.values()):
            made.depicted = plain  # type: ignore[attr-defined]  # reports keep what they are given
        return made

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect the comparisons of a test."""
        plain: dict[str, list[Any]] | None = getattr(report, "depicted", None)
        if plain is not None:
            self.records += [Record(**record) for record in plain["records"]]
            self.written += plain["written"]

    def pytest_sessionfinish(self) -> None:
        """Write the page."""
        if self.is_worker:
            return
        if self.written:
            word = "baseline" if len(self.written) == 1 else "baselines"
            self.told.append(f"{len(self.written)} {word} written:")
            self.told += [f"  {path}" for path in sorted(self.written)]
        if self.folder is None:
            return
        if not self.records:
            self.told.append("no picture was compared with a baseline: there is no report")
            return
        try:
            path = page.write(self.folder, self.records, time.monotonic() - self.start)
        except OSError as error:
            self.told.append(f"the report could not be written: {error}")
        else:
            self.told.append(f"report: {path}")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say what was written."""
        if self.told:
            terminalreporter.section("depicted")
            for line in self.told:
                terminalreporter.write_line(line)
