"""What is installed is what `pip install ./bindings-python` makes, and it needs nothing besides."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

import depicted
from conftest import ROOT

PACKAGE = ROOT / "bindings-python"


def test_the_installed_package_is_tested() -> None:
    assert depicted.__file__ is not None
    assert not Path(depicted.__file__).is_relative_to(PACKAGE)
    distribution = metadata.distribution("depicted")
    files = {str(path) for path in distribution.files or []}
    assert {"depicted/py.typed", "depicted/_native.pyi", "depicted/_native.abi3.so"} <= files
    assert any(name.endswith("licenses/LICENSE-MIT") for name in files)
    wheel = distribution.read_text("WHEEL")
    assert wheel is not None
    assert "Tag: cp311-abi3-" in wheel


def test_metadata() -> None:
    distribution = metadata.distribution("depicted")
    version = (ROOT / "Cargo.toml").read_text().split('version = "', 1)[1].split('"', 1)[0]
    assert distribution.version == version == depicted.__version__
    assert [one for one in distribution.requires or [] if "extra ==" not in one] == []
    points = {(point.group, point.name, point.value) for point in distribution.entry_points}
    assert points == {
        ("console_scripts", "depicted", "depicted._command:main"),
        ("pytest11", "depicted", "depicted.pytest_plugin"),
    }
    assert distribution.metadata["Requires-Python"] == ">=3.11"


def test_neither_numpy_nor_pillow_is_needed(before: Path, after: Path) -> None:
    script = """
import sys
sys.modules.update(dict.fromkeys(["numpy", "PIL", "pytest"]))
import depicted
data = open(sys.argv[2], "rb").read()
result = depicted.diff(sys.argv[1], data)
assert result.pixels.different == 9709 and result._repr_html_().count("<img") == 3
pixels = memoryview(bytes(range(48))).cast("B", (3, 4, 4))
assert depicted.diff(pixels, pixels).same
try:
    result.highlight_image()
except ImportError:
    print("fine")
"""
    call = [sys.executable, "-c", script, str(before), str(after)]
    assert subprocess.run(call, check=True, capture_output=True, timeout=120).stdout == b"fine\n"


@pytest.mark.skipif(shutil.which("cargo") is None, reason="a source distribution is made with Cargo")
def test_the_source_distribution_has_all_that_it_is_built_of(tmp_path: Path) -> None:
    maturin = [sys.executable, "-m", "maturin", "sdist", "--manifest-path", str(PACKAGE / "Cargo.toml")]
    subprocess.run([*maturin, "--out", str(tmp_path)], check=True, capture_output=True, timeout=300)
    [archive] = tmp_path.glob("depicted-*.tar.gz")
    with tarfile.open(archive) as file:
        names = {name.split("/", 1)[1] for name in file.getnames()}
    for name in ("pyproject.toml", "Cargo.lock", "LICENSE-MIT", "README.md", "core/Cargo.toml", "cli/Cargo.toml"):
        assert name in names, sorted(names)
    assert {"cli/templates/page/head.html", "cli/templates/page/style.css", "core/src/lib.rs"} <= names
    assert any(name.endswith("python/depicted/pytest_plugin.py") for name in names)
    assert not any("tests/vectors" in name for name in names)
    # A wheel comes of it that has what is installed here, and nothing of the repository besides.
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(archive)]
    subprocess.run(wheel, check=True, timeout=1800)
    [built] = tmp_path.glob("depicted-*.whl")
    with zipfile.ZipFile(built) as file:
        assert set(file.namelist()) <= {str(path) for path in metadata.files("depicted") or []}
        assert "depicted/_native.abi3.so" in file.namelist()
