"""Whether a report says what a case expects: the rules of tests/vectors/README.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = {"distortion", "score", "census", "max_error", "mean_error"}
RELATIVE = 1e-12


def differences(expected: dict[str, Any], report: dict[str, Any]) -> list[str]:
    """Everything in which a report differs from what is expected."""
    wanted = {name: value for name, value in expected.items() if name != "highlight"}
    found = {name: value for name, value in report.items() if name != "elapsed_ms"}
    return list(_compare("report", "", wanted, found))


def _compare(path: str, field: str, expected: Any, actual: Any) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(actual, dict):
        for name in expected.keys() | actual.keys():
            missing = "no such field"
            yield from _compare(f"{path}.{name}", name, expected.get(name, missing), actual.get(name, missing))
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for index, pair in enumerate(zip(expected, actual, strict=True)):
            yield from _compare(f"{path}[{index}]", field, *pair)
    elif not _equal(field, expected, actual):
        yield f"{path}: {actual!r}, expected {expected!r}"


def _equal(field: str, a: Any, b: Any) -> bool:
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in (a, b))
    if numbers and field in REAL:
        return bool(abs(a - b) <= RELATIVE * max(abs(a), abs(b)))
    # 1 and True are equal, and not the same.
    return bool(a == b) and (numbers or type(a) is type(b))
