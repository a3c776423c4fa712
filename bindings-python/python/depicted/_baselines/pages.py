"""A picture out of whatever a test has at hand: a page of a browser, or a picture."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from depicted import _native
from depicted._pictures import Picture, native

if TYPE_CHECKING:
    from collections.abc import Callable


class PlaywrightLike(Protocol):
    """A page or locator of Playwright, or whatever else takes its own screenshot."""

    def screenshot(self) -> bytes:
        """Return the bytes of a picture."""
        ...


class SeleniumLike(Protocol):
    """A driver of Selenium."""

    def get_screenshot_as_png(self) -> bytes:
        """Return the bytes of a picture."""
        ...


class SeleniumElementLike(Protocol):
    """An element of Selenium."""

    @property
    def screenshot_as_png(self) -> bytes:
        """The bytes of a picture."""
        ...


ImageOrPage: TypeAlias = "Picture | PlaywrightLike | SeleniumLike | SeleniumElementLike"
"""What ``assert_matches_baseline`` takes: a picture, or something that takes its own screenshot."""


def take(given: ImageOrPage) -> bytes:
    """Return the bytes of a picture file: a screenshot of a page, a file as it is, or pixels as PNG."""
    data = _screenshot(given)
    if data is None:
        return _native.encode(native(given))  # type: ignore[arg-type]  # what is no page is a picture, or refused
    if inspect.isawaitable(data):
        if inspect.iscoroutine(data):
            data.close()
        raise TypeError(f"{_name(given)} is asynchronous: give `await page.screenshot()`")
    if not isinstance(data, bytes):
        raise TypeError(f"the screenshot of {_name(given)} is {type(data).__name__}, not bytes")
    return data


def _screenshot(given: Any) -> Any:
    """Take the screenshot; None where there is nothing that takes one."""
    for name in ("get_screenshot_as_png", "screenshot_as_png", "screenshot"):
        found: bytes | Callable[[], Any] | None = getattr(given, name, None)
        if found is not None:
            return found() if callable(found) else found
    return None


def _name(given: object) -> str:
    return type(given).__name__
