"""The operations of a Depicted server."""

import base64
import dataclasses
import hashlib
import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from depicted.client._address import is_private, parse_address
from depicted.client._errors import ClientError
from depicted.client._http import Http
from depicted.client._types import (
    Baseline,
    Capture,
    Counts,
    LeasedTask,
    Release,
    ReleaseState,
    RunReport,
    RunState,
)
from depicted.client._upload import multipart, sha1_of

_NOT_FOUND = 400
_PAGE = 200


class Client:
    """Speaks to one server about one build. Operations raise ``ClientError``.

    ``server`` is its address, as ``https://depicted.example.com``. ``key`` and ``secret`` are those of an API key; a
    server that asks for none needs none. A secret goes over plain HTTP to another machine only with
    ``allow_plain_http``. ``timeout`` is that of one request, in seconds. What can be repeated without harm is tried up
    to ``attempts`` times, ``first_pause`` seconds apart at first and twice as long each time.
    """

    def __init__(
        self,
        server: str,
        build: int,
        key: str | None = None,
        secret: str | None = None,
        *,
        allow_plain_http: bool = False,
        timeout: float = 30.0,
        attempts: int = 4,
        first_pause: float = 0.25,
    ) -> None:
        base = parse_address(server)
        authorization = None
        if key is not None:
            if not secret:
                raise ClientError("connecting", "usage", f"the key {key!r} has no secret")
            if not allow_plain_http and not is_private(base):
                why = (
                    f"the secret of the key would go to {base} unencrypted: give an https address, or allow_plain_http"
                )
                raise ClientError("connecting", "usage", why)
            authorization = f"Basic {base64.b64encode(f'{key}:{secret}'.encode()).decode()}"
        self._http = Http(base, authorization, timeout, attempts, first_pause)
        self._build = build

    def create_release(self, name: str, url: str = "") -> Release:
        """Begin a new attempt at a release. ``url`` is the page that people know it by."""
        form = {"release_name": name, "url": url}
        # Each time makes another attempt.
        made = self._post(f"creating release {name!r}", ("create_release",), form, harmless=False)
        return Release(name, int(made["release_number"]))

    def find_run(self, name: str) -> Baseline | None:
        """Return the run of this name in the last good release; ``None`` where there is none."""
        try:
            run = self._post(f"looking for the baseline of {name!r}", ("find_run",), {"run_name": name})
        except ClientError as error:
            # This endpoint answers 400 where there is none.
            if error.status == _NOT_FOUND:
                return None
            raise
        return Baseline(**_fields(Baseline, run))

    def request_run(self, release: Release, name: str, after: Capture, before: Capture | None = None) -> None:
        """Ask for a picture, and one to compare it with: of ``before``, or of what was good last."""
        form = {**_named(release), "run_name": name, "url": after.url, "config": json.dumps(dict(after.config))}
        if before is not None:
            form |= {"ref_url": before.url, "ref_config": json.dumps(dict(before.config))}
        self._post(f"requesting run {name!r}", ("request_run",), form)

    def report_run(self, release: Release, name: str, report: RunReport) -> None:
        """Report what is known of a run, which is made if it is new."""
        form = {**_named(release), "run_name": name}
        for field in dataclasses.fields(report):
            value = getattr(report, field.name)
            if value is not None and value is not False:
                form[field.name] = "1" if value is True else str(value)
        self._post(f"reporting run {name!r}", ("report_run",), form)

    def runs_done(self, release: Release) -> str:
        """Say that all runs were announced, and return the page of the results."""
        done = self._post(f"closing release {release.name!r} to new runs", ("runs_done",), _named(release))
        return str(done["results_url"])

    def upload(self, path: str | Path) -> str:
        """Send a file, whatever its size, and return its SHA-1."""
        path = Path(path)
        operation = f"upload of {path}"
        try:
            own = sha1_of(path)
            said = self._http.json(operation, ("api", "upload"), body=lambda: multipart(self._build, path))
        except OSError as error:
            raise ClientError(operation, "file", f"cannot read {path}: {error}") from error
        if said.get("sha1sum") != own:
            raise ClientError(operation, "answer", f"the file is {own} and what arrived is {said.get('sha1sum')}")
        return own

    def download(self, sha1sum: str, path: str | Path) -> int:
        """Fetch a file, and return how many bytes it had. It is there only when it succeeds."""
        operation, path = f"download of {sha1sum}", Path(path)
        query = {"build_id": str(self._build), "sha1sum": sha1sum}
        digest = hashlib.sha1(usedforsecurity=False)
        part = path.with_name(f"{path.name}.part")
        try:
            with self._http.open(operation, ("api", "download"), query=query) as answer, part.open("wb") as file:
                while piece := answer.read(1 << 16):
                    digest.update(piece)
                    file.write(piece)
            if digest.hexdigest() != sha1sum:
                raise ClientError(operation, "answer", f"what arrived is {digest.hexdigest()}")
            return part.replace(path).stat().st_size
        except OSError as error:
            raise ClientError(operation, "file", f"cannot be fetched: {error}") from error
        finally:
            part.unlink(missing_ok=True)

    def release(self, release: Release) -> ReleaseState:
        """Return where a release stands."""
        state = self._read(f"asking for the state of release {release.name!r}", release)
        state["counts"] = Counts(**_fields(Counts, state["counts"]))
        return ReleaseState(**_fields(ReleaseState, state))

    def runs(self, release: Release) -> list[RunState]:
        """Return all runs of a release."""
        runs: list[RunState] = []
        while True:
            query = {"offset": str(len(runs)), "limit": str(_PAGE)}
            page = self._read(f"asking for the runs of release {release.name!r}", release, "runs", query=query)
            runs += [RunState(**_fields(RunState, item)) for item in page["items"]]
            if not page["items"] or len(runs) >= page["total"]:
                return runs

    def wait(self, release: Release, timeout: float = 600.0, first_pause: float = 0.25) -> ReleaseState:
        """Wait until everything in a release settled, or somebody decided it."""
        deadline = time.monotonic() + timeout
        pause = first_pause
        while True:
            state = self.release(release)
            if state.status not in {"receiving", "processing"}:
                return state
            if time.monotonic() + pause > deadline:
                why = f"it is still {state.status} after {timeout} s, with {state.counts.pending} pending: wait longer"
                raise ClientError(f"waiting for release {release.name!r}", "timed_out", why)
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def add_task(self, queue: str, payload: Any, task_id: str | None = None, source: str | None = None) -> str:
        """Add work to a queue; it takes the key of a superuser, as all that follows."""
        form = {"payload": json.dumps(payload), "content_type": "application/json"}
        form |= {name: value for name, value in (("task_id", task_id), ("source", source)) if value is not None}
        added = self._queue("adding a task to", queue, "add", form, harmless=task_id is not None)
        return str(added["task_id"])

    def lease_tasks(self, queue: str, owner: str, count: int = 1, timeout_seconds: int = 60) -> list[LeasedTask]:
        """Take tasks on lease."""
        form = {"owner": owner, "count": str(count), "timeout": str(timeout_seconds)}
        tasks = self._queue("leasing from", queue, "lease", form, harmless=False)["tasks"]
        return [LeasedTask(task["task_id"], task["payload"], task["lease_attempts"]) for task in tasks]

    def heartbeat(self, queue: str, owner: str, task_id: str, index: int, message: str) -> None:
        """Keep a task, and say how far it is."""
        form = {"owner": owner, "task_id": task_id, "index": str(index), "message": message}
        self._queue("keeping a task of", queue, "heartbeat", form)

    def finish_task(self, queue: str, owner: str, task_id: str, error: str | None = None) -> None:
        """Give a task back as done, or as failed for good with the reason."""
        form = {"owner": owner, "task_id": task_id} | ({} if error is None else {"error": error})
        self._queue("finishing a task of", queue, "finish", form)

    def _queue(self, doing: str, queue: str, action: str, form: dict[str, str], **options: bool) -> dict[str, Any]:
        return self._post(f"{doing} queue {queue!r}", ("work_queue", queue, action), form, **options)

    def _post(
        self,
        operation: str,
        segments: tuple[str, ...],
        form: dict[str, str],
        *,
        harmless: bool = True,
    ) -> dict[str, Any]:
        data = urlencode({"build_id": str(self._build), **form}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._http.json(operation, ("api", *segments), body=lambda: (data, headers), harmless=harmless)

    def _read(
        self,
        operation: str,
        release: Release,
        *more: str,
        query: dict[str, str] | None = None,
    ) -> dict[str, Any]:
        segments = ("api", "v1", "builds", str(self._build), "releases", release.name, str(release.number), *more)
        return self._http.json(operation, segments, query=query)


def _named(release: Release) -> dict[str, str]:
    return {"release_name": release.name, "release_number": str(release.number)}


def _fields(kind: type, said: dict[str, Any]) -> dict[str, Any]:
    """Take what a type has; later servers may say more."""
    return {field.name: said.get(field.name) for field in dataclasses.fields(kind)}
