"""A result as HTML, for notebooks: before, after and difference side by side, in one piece of text."""

from __future__ import annotations

import base64
import html as escaping
import os
from pathlib import Path
from typing import TYPE_CHECKING

from depicted import _native

if TYPE_CHECKING:
    from depicted._pictures import Picture

MAX_BYTES = 8 << 20
"""The largest file, in bytes, that is put into a notebook."""

_KINDS = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
    b"RIFF": "image/webp",
}


def html(words: str, pictures: tuple[Picture | None, Picture | None], highlight: bytes | None) -> str:
    """Show a result; what is unknown is left out, and what is too large is said."""
    panes = [
        _pane(title, picture)
        for title, picture in zip(("Before", "After", "Difference"), (*pictures, highlight), strict=True)
        if picture is not None
    ]
    return (
        '<div style="font: 13px/1.4 system-ui, sans-serif">'
        f'<p style="margin: 0 0 8px">{escaping.escape(words)}</p>'
        f'<div style="display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start">{"".join(panes)}</div></div>'
    )


def _pane(title: str, picture: Picture) -> str:
    # At least a phone's width each, and a third of a wide notebook.
    return (
        '<figure style="margin: 0; flex: 1 1 240px; min-width: 0; max-width: 480px">'
        f'<figcaption style="font-weight: 600; margin-bottom: 4px">{title}</figcaption>'
        f"{_content(title, picture)}</figure>"
    )


def _content(title: str, picture: Picture) -> str:
    try:
        if isinstance(picture, str | os.PathLike) and (size := Path(picture).stat().st_size) > MAX_BYTES:
            return _note(f"{size / 1e6:.1f} MB are too much for a notebook: {picture}")
        data = _native.encode(picture)
    except OSError as error:
        return _note(f"no longer there: {error}")
    if len(data) > MAX_BYTES:
        return _note(f"{len(data) / 1e6:.1f} MB are too much for a notebook")
    kind = next((kind for start, kind in _KINDS.items() if data.startswith(start)), None)
    if kind is None:
        return _note("browsers do not show pictures of this format")
    text = base64.b64encode(data).decode()
    style = "max-width: 100%; height: auto; box-shadow: 0 0 0 1px #8886"
    return f'<img alt="{title}" style="{style}" src="data:{kind};base64,{text}">'


def _note(text: str) -> str:
    return f'<p style="margin: 0; opacity: 0.7">{escaping.escape(text)}</p>'
