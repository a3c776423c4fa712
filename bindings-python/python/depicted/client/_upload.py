"""A file as one part of a form, sent piece by piece."""

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path

_PIECE = 1 << 16


def pieces(path: Path) -> Iterator[bytes]:
    """Read a file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def sha1_of(path: Path) -> str:
    """Return the name that a server knows the file by."""
    digest = hashlib.sha1(usedforsecurity=False)
    for piece in pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def multipart(build: int, path: Path) -> tuple[Iterator[bytes], dict[str, str]]:
    """Return the body of a form with the build and the file, and its headers."""
    boundary = secrets.token_hex(16)
    name = path.name.replace("\\", "\\\\").replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="build_id"\r\n\r\n{build}\r\n'
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    ).encode(errors="surrogateescape")
    tail = f"\r\n--{boundary}--\r\n".encode()

    def body() -> Iterator[bytes]:
        yield head
        yield from pieces(path)
        yield tail

    length = len(head) + path.stat().st_size + len(tail)
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}", "Content-Length": str(length)}
    return body(), headers
