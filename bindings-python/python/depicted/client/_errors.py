"""Why an operation of the client failed."""

import json
from typing import Literal

_TOLD = 500

Kind = Literal["usage", "refused", "connection", "answer", "file", "timed_out"]


class ClientError(Exception):
    """Why an operation failed: which one it was, and what went wrong."""

    def __init__(
        self,
        operation: str,
        kind: Kind,
        message: str,
        *,
        status: int | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(f"{operation}: {message}")
        self.operation = operation
        self.kind = kind
        self.status = status
        """The status of HTTP, where the server refused."""
        self.code = code
        """The server's stable code, where it gave one."""


def refusal(operation: str, status: int, body: bytes) -> ClientError:
    """Say what a server said: ``{"error", "code"}``, problem+json, or a short text."""
    text = body.decode(errors="replace").strip()
    told, code = "", None
    try:
        said = json.loads(text)
    except ValueError:
        told = "" if text.startswith(("<", "{", "[")) or len(text) > _TOLD else text
    else:
        if isinstance(said, dict):
            told = str(said.get("error") or said.get("detail") or said.get("title") or "")
            code = said["code"] if isinstance(said.get("code"), str) else None
    # What somebody else wrote goes to a terminal as one line.
    told = "".join(c for c in told if c.isprintable())[:_TOLD] or "no reason given"
    return ClientError(operation, "refused", f"the server says: {told} (status {status})", status=status, code=code)
