"""The pytest plugin, as pytest runs it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

import depicted
from conftest import PICTURES

if TYPE_CHECKING:
    from pathlib import Path

TESTS = """
import numpy, os, pathlib, pytest
from PIL import Image

SHOWN = pathlib.Path(os.environ["SHOWN"])

class Page:
    def screenshot(self):
        return SHOWN.read_bytes()

class Driver:
    def get_screenshot_as_png(self):
        return SHOWN.read_bytes()
    def screenshot(self, filename):
        raise AssertionError("this is another method")

class Element:
    screenshot_as_png = property(lambda self: SHOWN.read_bytes())
    def screenshot(self, filename):
        raise AssertionError("this is another method")

GIVEN = {
    "page": lambda: Page(),
    "driver": lambda: Driver(),
    "element": lambda: Element(),
    "bytes": lambda: SHOWN.read_bytes(),
    "path": lambda: SHOWN,
    "pil": lambda: Image.open(SHOWN),
    "array": lambda: numpy.asarray(Image.open(SHOWN)),
}

@pytest.mark.parametrize("kind", GIVEN)
def test_shape(kind, assert_matches_baseline):
    result = assert_matches_baseline(GIVEN[kind]())
    assert result.same and result.before.width == 800
"""


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, before: Path) -> pytest.MonkeyPatch:
    """What the pages of the tests show; the picture before, at first."""
    monkeypatch.setenv("SHOWN", str(before))
    return monkeypatch


def baselines(pytester: pytest.Pytester) -> list[str]:
    return sorted(
        path.relative_to(pytester.path).as_posix() for path in pytester.path.rglob("__screenshots__/**/*.png")
    )


def test_baselines_are_missing_then_written_then_hold(
    pytester: pytest.Pytester, shown: pytest.MonkeyPatch, after: Path
) -> None:
    pytester.makepyfile(test_order=TESTS)
    missing = pytester.runpytest_subprocess()
    missing.assert_outcomes(failed=7)
    missing.stdout.fnmatch_lines(["*AssertionError: there is no baseline", "*run pytest with --depicted-update*"])
    assert baselines(pytester) == []

    update = pytester.runpytest_subprocess("--depicted-update")
    update.assert_outcomes(passed=7)
    update.stdout.fnmatch_lines(["*= depicted =*", "7 baselines written:", "  *test_shape?array?.png"])
    kinds = ("array", "bytes", "driver", "element", "page", "path", "pil")
    assert baselines(pytester) == [f"__screenshots__/test_order/test_shape[{kind}].png" for kind in kinds]
    for path in pytester.path.rglob("__screenshots__/**/*.png"):
        assert depicted.diff(path, PICTURES / "before.png", metric="exact").same

    pytester.runpytest_subprocess().assert_outcomes(passed=7)
    shown.setenv("SHOWN", str(after))
    pytester.runpytest_subprocess().assert_outcomes(failed=7)


def test_a_failure_says_everything(pytester: pytest.Pytester, shown: pytest.MonkeyPatch, after: Path) -> None:
    pytester.makepyfile(test_order=TESTS)
    pytester.runpytest_subprocess("--depicted-update", "-k", "page").assert_outcomes(passed=1, deselected=6)
    shown.setenv("SHOWN", str(after))
    failed = pytester.runpytest_subprocess("-k", "page")
    failed.assert_outcomes(failed=1, deselected=6)
    text = failed.stdout.str()
    assert "different: distortion 0.0396, 9 709 of 480 000 pixels, 3 regions" in text
    assert "largest:    220x40 at 530,289, 8728 pixels" in text
    assert "if that is how it should look, run pytest with --depicted-update" in text
    paths = [re.search(rf"{label}: +(\S.*\.png)", text) for label in ("baseline", "this run", "difference")]
    baseline, this_run, difference = (pytester.path / path[1] for path in paths if path is not None)
    assert baseline == pytester.path / "__screenshots__/test_order/test_shape[page].png"
    assert this_run.read_bytes() == after.read_bytes()
    assert difference.read_bytes() == depicted.diff(PICTURES / "before.png", after).highlight
    # The frame of the test is shown, those of the plugin are not.
    assert "matcher.py" not in text


def test_update_leaves_what_matches_and_mends_what_is_broken(
    pytester: pytest.Pytester, before: Path, after: Path
) -> None:
    pytester.makepyfile(
        f"""
        def test_it(assert_matches_baseline):
            assert_matches_baseline({str(before)!r}, "same")
            assert_matches_baseline({str(before)!r}, "nearly", metric="exact", tolerance={{"max_different_pixels": 5}})
            assert_matches_baseline({str(before)!r}, "different")
            assert_matches_baseline({str(before)!r}, "broken")
        """
    )
    folder = pytester.mkdir("__screenshots__") / "test_update_leaves_what_matches_and_mends_what_is_broken"
    folder.mkdir()
    image = Image.open(before).convert("RGB")
    image.putpixel((5, 5), (1, 2, 3))
    image.save(folder / "nearly.png")
    (folder / "same.png").write_bytes(before.read_bytes())
    (folder / "different.png").write_bytes(after.read_bytes())
    (folder / "broken.png").write_bytes(b"\x89PNG, and no more")
    nearly = (folder / "nearly.png").read_bytes()

    plain = pytester.runpytest_subprocess()
    plain.assert_outcomes(failed=1)
    update = pytester.runpytest_subprocess("--depicted-update")
    update.assert_outcomes(passed=1)
    update.stdout.fnmatch_lines(["2 baselines written:", "*broken.png", "*different.png"])
    assert (folder / "nearly.png").read_bytes() == nearly
    assert (folder / "broken.png").read_bytes() == before.read_bytes()
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_names(pytester: pytest.Pytester, before: Path) -> None:
    pytester.makepyfile(
        test_names=f"""
        import pytest
        SHOWN = {str(before)!r}

        class TestCart:
            @pytest.mark.parametrize("state", ["a/b", "a:b", "..", "é"])
            def test_it(self, state, assert_matches_baseline):
                assert_matches_baseline(SHOWN)

        def test_twice(assert_matches_baseline):
            assert_matches_baseline(SHOWN)
            assert_matches_baseline(SHOWN)
            assert_matches_baseline(SHOWN, "../../named/so.png")
            assert_matches_baseline(SHOWN, "x" * 300)
        """
    )
    pytester.runpytest_subprocess("--depicted-update").assert_outcomes(passed=5)
    found = [path.removeprefix("__screenshots__/test_names/") for path in baselines(pytester)]
    long = [name for name in found if "xxx" in name]
    assert [re.sub("x+-[0-9a-f]{12}", "…", name) for name in long] == ["….png"]
    assert sorted(set(found) - set(long)) == [
        "..%2F..%2Fnamed%2Fso.png",
        "TestCart.test_it[%5Cxe9].png",
        "TestCart.test_it[..].png",
        "TestCart.test_it[a%2Fb].png",
        "TestCart.test_it[a%3Ab].png",
        "test_twice-2.png",
        "test_twice.png",
    ]


@pytest.mark.parametrize("flags", [[], ["-n", "2"]], ids=["one process", "two processes"])
def test_report(pytester: pytest.Pytester, shown: pytest.MonkeyPatch, after: Path, flags: list[str]) -> None:
    pytester.mkpydir("sub")
    (pytester.path / "sub/test_order.py").write_text(TESTS)
    pytester.runpytest_subprocess("--depicted-update", "-k", "page or bytes").assert_outcomes(passed=2, deselected=5)
    shown.setenv("SHOWN", str(after))
    (pytester.path / "sub/__screenshots__/test_order/test_shape[bytes].png").write_bytes(after.read_bytes())
    done = pytester.runpytest_subprocess("--depicted-report=out/shots", "-k", "page or bytes or pil", *flags)
    counts = done.parseoutcomes()
    assert (counts["failed"], counts["passed"]) == (2, 1)
    done.stdout.fnmatch_lines(["*= depicted =*", "report: *index.html"])

    page = pytester.path / "out/shots/index.html"
    html = page.read_text()
    assert html.count("data:image/png;base64,") == 3
    assert re.findall(r'href="(?!#)|src="(?!data:)|url\(', html) == []
    for name in ("page", "pil", "bytes"):
        assert f"sub/test_order.py::test_shape[{name}]" in html
    assert "baselines" in html
    assert "this run" in html
    kept = sorted(path.name for path in (pytester.path / "out/shots/pictures/sub/test_order").iterdir())
    assert kept == ["test_shape[page].diff.png", "test_shape[page].png", "test_shape[pil].png"]


def test_a_report_of_nothing_and_one_that_cannot_be_written(pytester: pytest.Pytester, before: Path) -> None:
    pytester.makepyfile("def test_it(): pass")
    done = pytester.runpytest_subprocess("--depicted-report=out")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["no picture was compared with a baseline: there is no report"])
    assert not (pytester.path / "out").exists()

    pytester.makepyfile(f"def test_it(assert_matches_baseline): assert_matches_baseline({str(before)!r})")
    pytester.runpytest_subprocess("--depicted-update").assert_outcomes(passed=1)
    (pytester.path / "out").mkdir()
    (pytester.path / "out/index.html").mkdir()
    done = pytester.runpytest_subprocess("--depicted-report=out")
    done.assert_outcomes(passed=1)
    done.stdout.fnmatch_lines(["the report could not be written: *"])


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("AsyncPage()", "", "TypeError: AsyncPage is asynchronous: give `await page.screenshot()`"),
        ("TextPage()", "", "TypeError: the screenshot of TextPage is str, not bytes"),
        ("object()", "", "TypeError: after: object is no picture: give a path*"),
        ("b'no picture'", "", "depicted._errors.DiffError: before: *"),
        ("'missing.png'", "", "FileNotFoundError: *missing.png*"),
        ("SHOWN", "colour='red'", "depicted._errors.DiffError: unknown field `colour`*"),
    ],
)
def test_what_is_wrong(pytester: pytest.Pytester, before: Path, given: str, options: str, words: str) -> None:
    pytester.makepyfile(
        f"""
        SHOWN = {str(before)!r}

        class AsyncPage:
            async def screenshot(self):
                return b""

        class TextPage:
            def screenshot(self):
                return "text"

        def test_it(assert_matches_baseline):
            assert_matches_baseline({given}, {options})
        """
    )
    for flags in ([], ["--depicted-update"]):
        done = pytester.runpytest_subprocess("-W", "error", *flags)
        done.assert_outcomes(failed=1)
        done.stdout.fnmatch_lines([f"E*{words}"])
    assert baselines(pytester) == []


def test_help(pytester: pytest.Pytester) -> None:
    done = pytester.runpytest_subprocess("--help")
    done.stdout.fnmatch_lines(["screenshots and their baselines (depicted):", "*--depicted-update*", "*-report=DIR*"])
    done = pytester.runpytest_subprocess("--fixtures")
    done.stdout.fnmatch_lines(["assert_matches_baseline*", "*Fail unless a picture, or the screenshot*"])


def test_the_fixture_has_a_type(before: Path, assert_matches_baseline: Any) -> None:
    from depicted.pytest_plugin import AssertMatchesBaseline  # noqa: PLC0415

    assert isinstance(assert_matches_baseline, AssertMatchesBaseline)
    assert before
