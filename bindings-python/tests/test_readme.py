"""The examples of the README run, and say what they claim."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

README = (ROOT / "bindings-python/README.md").read_text()
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
PYTHON = [block for language, block in BLOCKS if language == "python"]
SCRIPTS = Path(sys.executable).parent

CONFTEST = """
import pytest, pathlib

class Page:
    def goto(self, url): pass
    def get_by_role(self, role, name): return self
    def screenshot(self): return pathlib.Path("before.png").read_bytes()

@pytest.fixture
def page():
    return Page()
"""


@pytest.fixture
def folder(tmp_path: Path, before: Path, after: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for picture in (before, after):
        (tmp_path / picture.name).write_bytes(picture.read_bytes())
        for side in ("main", "branch"):
            (tmp_path / "shots" / side).mkdir(parents=True, exist_ok=True)
            (tmp_path / "shots" / side / "page.png").write_bytes(picture.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(SCRIPTS), prepend=":")
    return tmp_path


def test_python(folder: Path) -> None:
    # One after the other, as one reads them; what begins with a test is for pytest.
    script = "".join(block for block in PYTHON if not block.startswith("def test_"))
    assert len(PYTHON) == 6
    done = subprocess.run([sys.executable, "-"], input=script, text=True, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    claimed = re.findall(r"print\(.*# (.*)$", script, re.MULTILINE)
    states = ["needs_diff True", "diff_approved", "a release that is good cannot be closed to new runs"]
    assert claimed == [lines[0], "io after", *states]
    assert lines[1:4] == ["707 246 15 13 155", "530 289 220 40 8728", "391 310 32 32 826"]
    assert lines[4:] == ["io after", "different", "same", "io", *states]
    assert (folder / "diff.png").is_file()


def test_the_readme_of_the_project(folder: Path) -> None:
    [script] = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text(), re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-"], input=script, text=True, capture_output=True, check=True, timeout=120)
    [claimed] = re.findall(r"print\(.*# (.*)$", script, re.MULTILINE)
    assert done.stdout == f"{claimed}\n"
    assert (folder / "diff.png").is_file()


def test_pytest(pytester: pytest.Pytester, folder: Path) -> None:
    [test] = (block for block in PYTHON if block.startswith("def test_"))
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(test_shop=test)
    (pytester.path / "before.png").write_bytes((folder / "before.png").read_bytes())
    for line in lines_of_shell("pytest"):
        # The second call is the first one after baselines were written.
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120, cwd=pytester.path)
        assert done.returncode == 0, done.stdout
    names = sorted(path.name for path in (pytester.path / "__screenshots__/test_shop").iterdir())
    assert names == ["pay-button.png", "test_order_page.png"]
    assert (pytester.path / "report/index.html").is_file()


def test_command_line(folder: Path) -> None:
    for start in ("depicted", "python -m depicted"):
        [line] = lines_of_shell(start)
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode in (0, 1), done.stderr
    assert (folder / "diff.png").is_file()
    assert (folder / "report.html").is_file()


def test_example() -> None:
    source = (ROOT / "bindings-python/examples/dask_pairs.py").read_text()
    for line in lines_of_shell("python dask_pairs.py"):
        for flag in (word for word in line if word.startswith("--")):
            assert f'"{flag}"' in source
    assert "50" in re.findall(r"BATCH = (\d+)", source)


def lines_of_shell(start: str) -> Iterator[list[str]]:
    """Lines of the shell that begin so, as words."""
    for language, block in BLOCKS:
        for line in block.splitlines() if language == "sh" else ():
            words = shlex.split(line, comments=True)
            if shlex.join(words).startswith(start):
                yield words
