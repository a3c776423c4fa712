"""One operation: sent, sent again where that does no harm, and its answer read."""

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import IO, Any
from urllib.parse import urlencode

from depicted.client._address import endpoint
from depicted.client._errors import ClientError, refusal

_BUSY = {429, 502, 503, 504}
_LONGEST_PAUSE = 5.0
_LIMIT = 16 << 20

# What is sent, anew for each attempt: the bytes or the file, and the headers that say what it is.
Body = Callable[[], tuple[Any, dict[str, str]]]


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would turn a POST into a GET, and might lead the secret elsewhere."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class Http:
    """Speaks HTTP to one server."""

    def __init__(self, base: str, authorization: str | None, timeout: float, attempts: int, first_pause: float) -> None:
        self._base = base
        self._headers = {"User-Agent": "depicted-python"}
        if authorization is not None:
            self._headers["Authorization"] = authorization
        self._timeout, self._attempts, self._first_pause = timeout, attempts, first_pause
        self._opener = urllib.request.build_opener(_NoRedirect)

    def open(
        self,
        operation: str,
        segments: tuple[str, ...],
        *,
        query: dict[str, str] | None = None,
        body: Body | None = None,
        harmless: bool = True,
    ) -> IO[bytes]:
        """Send until there is an answer that succeeded."""
        url = endpoint(self._base, segments) + (f"?{urlencode(query)}" if query else "")
        attempt = 0
        while True:
            attempt += 1
            last = attempt >= self._attempts
            data, headers = body() if body else (None, {})
            request = urllib.request.Request(url, data, {**self._headers, **headers})  # noqa: S310
            try:
                answer: IO[bytes] = self._opener.open(request, timeout=self._timeout)
            except urllib.error.HTTPError as error:
                with error:
                    if last or not harmless or error.code not in _BUSY:
                        raise self._refusal(operation, error) from None
            except (OSError, http.client.HTTPException) as error:
                reason = error.reason if isinstance(error, urllib.error.URLError) else error
                # Nobody knows whether it was received, unless there was nobody to receive it.
                received = not isinstance(reason, ConnectionRefusedError)
                if last or (received and not harmless):
                    message = f"cannot reach {self._base}: {reason}"
                    raise ClientError(operation, "connection", message) from error
            else:
                return answer
            time.sleep(min(self._first_pause * 2 ** (attempt - 1), _LONGEST_PAUSE))

    def json(self, operation: str, segments: tuple[str, ...], **options: Any) -> dict[str, Any]:
        """Do the same, where the answer is a JSON object."""
        try:
            with self.open(operation, segments, **options) as answer:
                said = json.loads(answer.read(_LIMIT))
        except (ValueError, OSError, http.client.HTTPException) as error:
            raise ClientError(operation, "answer", f"the server's answer is not understood: {error}") from error
        if not isinstance(said, dict):
            raise ClientError(operation, "answer", "the server's answer is not understood: it is no object")
        return said

    @staticmethod
    def _refusal(operation: str, error: urllib.error.HTTPError) -> ClientError:
        if 300 <= error.code < 400:  # noqa: PLR2004
            to = error.headers.get("Location")
            return ClientError(operation, "answer", f"the server redirects to {to!r}: give the server's own address")
        return refusal(operation, error.code, error.read(_LIMIT))
