"""Where a server is, and whether a secret may be sent there."""

import ipaddress
from urllib.parse import quote, urlsplit

from depicted.client._errors import ClientError


def _bad(message: str) -> ClientError:
    return ClientError("connecting", "usage", message)


def parse_address(text: str) -> str:
    """Read the address of a server, with ``/api`` at its end or without; what is returned has no ``/`` at its end."""
    try:
        parts = urlsplit(text.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _bad(f"{text!r} is no address of a server: {error}") from None
    if parts.username is not None or parts.password is not None:
        raise _bad("the address of a server takes no name and password: give the key apart from it")
    if parts.scheme not in {"http", "https"} or not host:
        raise _bad(f"{text!r} is no address of a server: give https://HOST")
    path = parts.path.rstrip("/").removesuffix("/api")
    return f"{parts.scheme}://{parts.netloc}{path}"


def is_private(address: str) -> bool:
    """Whether nobody between here and there can listen: it is encrypted, or stays on this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def endpoint(base: str, segments: tuple[str, ...]) -> str:
    """Return the address of an endpoint; each segment is one name, whatever is in it."""
    for segment in segments:
        # These are steps up and down.
        if segment in {"", ".", ".."}:
            raise _bad(f"{segment!r} cannot be a name in an address")
    return "/".join([base, *(quote(segment, safe="") for segment in segments)])
