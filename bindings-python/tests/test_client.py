"""The client, against a server in this process."""

import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from depicted.client import Capture, Client, ClientError, LeasedTask, Release, RunReport


@dataclass
class Call:
    path: str
    form: dict[str, str]
    body: bytes
    authorization: str | None


@contextmanager
def server(handle: Callable[[Call, int], tuple[int, Any]]) -> Iterator[tuple[str, list[Call]]]:
    calls: list[Call] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            form = dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))
            calls.append(Call(urlsplit(self.path).path, form, body, self.headers.get("Authorization")))
            status, said = handle(calls[-1], len(calls))
            answer = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://elsewhere/")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_GET = do_POST  # noqa: N815 - the library names it

        def log_message(self, *_args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as it:
        thread = threading.Thread(target=it.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{it.server_address[1]}", calls
        finally:
            it.shutdown()
            thread.join()


def client(url: str, **more: Any) -> Client:
    return Client(f"{url}/api/", 7, first_pause=0.001, **more)


def sha1(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


RELEASE = Release("a/b", 2)


def test_a_release_from_its_beginning_to_its_end(tmp_path: Path) -> None:
    asked = 0
    counts = {"total": 1, "complete": 1, "successful": 0, "failed": 1, "pending": 0, "baselines": 0}
    run = {"id": 1, "name": "/a", "status": "diff_found", "distortion": 0.5, "url": None, "more": 1}

    def handle(call: Call, _count: int) -> tuple[int, Any]:  # noqa: PLR0911
        nonlocal asked
        match call.path.rsplit("/", 1)[-1]:
            case "create_release":
                return 200, {"release_number": 2}
            case "find_run":
                return 400, {"error": "none", "code": "run_not_found"}
            case "upload":
                return 200, {"sha1sum": sha1(b"picture") if b"\r\n\r\npicture\r\n--" in call.body else ""}
            case "runs_done":
                return 200, {"results_url": "http://h/r"}
            case "runs":
                return 200, {"items": [run], "total": 1}
            case "2":
                asked += 1
                status = "processing" if asked < 3 else "reviewing"
                return 200, {"name": "a/b", "number": 2, "status": status, "counts": counts, "summary": "1 failure"}
        return 200, {"success": True}

    path = tmp_path / "größe.png"
    path.write_bytes(b"picture")
    with server(handle) as (url, calls):
        it = client(url)
        release = it.create_release("a/b", "http://h/")
        assert release == RELEASE
        assert it.find_run("/a") is None
        image = it.upload(path)
        report = RunReport(image=image, ref_url="http://h/", run_failed=True, distortion=0.0)
        it.report_run(release, "/größe", report)
        it.request_run(release, "/b", Capture("http://h/b"), Capture("http://h/c", {}))
        assert it.runs_done(release) == "http://h/r"
        state = it.wait(release, first_pause=0.001)
        assert (state.status, state.summary, state.counts.failed, asked) == ("reviewing", "1 failure", 1, 3)
        assert it.runs(release)[0].status == "diff_found"
    forms = {call.path: call.form for call in calls}
    assert forms["/api/report_run"] == {
        "build_id": "7",
        "release_name": "a/b",
        "release_number": "2",
        "run_name": "/größe",
        "image": image,
        "ref_url": "http://h/",
        "distortion": "0.0",
        "run_failed": "1",
    }
    assert forms["/api/request_run"]["ref_config"] == "{}"
    assert "/api/v1/builds/7/releases/a%2Fb/2" in forms


def test_files_come_back_as_they_went_or_not_at_all(tmp_path: Path) -> None:
    with server(lambda _call, _count: (200, b"picture")) as (url, _):
        path = tmp_path / "back.png"
        assert client(url).download(sha1(b"picture"), path) == 7
        assert path.read_bytes() == b"picture"
        with pytest.raises(ClientError, match="what arrived is"):
            client(url).download(sha1(b"other"), tmp_path / "other.png")
        with pytest.raises(ClientError, match=r"cannot read .*nowhere.png"):
            client(url).upload(tmp_path / "nowhere.png")
    assert [file.name for file in tmp_path.iterdir()] == ["back.png"]


def test_work_is_added_leased_kept_and_finished() -> None:
    task = {"task_id": "a", "payload": {"n": 1}, "lease_attempts": 1}
    with server(lambda _call, _count: (200, {"task_id": "a", "tasks": [task]})) as (url, calls):
        it = client(url)
        assert it.add_task("capture", {"n": 1}) == "a"
        assert it.lease_tasks("capture", "me") == [LeasedTask("a", {"n": 1}, 1)]
        it.heartbeat("capture", "me", "a", 0, "half way")
        it.finish_task("capture", "me", "a", "")
    assert [call.path.rsplit("/", 1)[-1] for call in calls] == ["add", "lease", "heartbeat", "finish"]
    assert calls[3].form["error"] == ""


def test_what_is_harmless_is_sent_again_and_what_is_not_is_not() -> None:
    with server(lambda _call, count: (503 if count < 3 else 200, {"results_url": "u"})) as (url, calls):
        assert client(url).runs_done(RELEASE) == "u"
        assert len(calls) == 3
    with server(lambda _call, _count: (503, {})) as (url, calls):
        with pytest.raises(ClientError, match="status 503"):
            client(url).create_release("r")
        assert len(calls) == 1


def test_the_key_is_sent_and_never_told() -> None:
    with server(lambda _call, _count: (403, {"error": "wrong\x1b[31m", "code": "bad_key"})) as (url, calls):
        it = client(url, key="id", secret="hunter2")
        with pytest.raises(ClientError) as refused:
            it.create_release("r")
    assert str(refused.value) == "creating release 'r': the server says: wrong[31m (status 403)"
    assert (refused.value.status, refused.value.code) == (403, "bad_key")
    assert calls[0].authorization == "Basic aWQ6aHVudGVyMg=="
    assert "hunter2" not in repr(it)
    with pytest.raises(ClientError, match="unencrypted") as refused:
        client("http://example.com", key="id", secret="hunter2")
    assert "hunter2" not in str(refused.value)


def test_a_redirect_is_not_followed_and_nobody_there_is_told() -> None:
    with server(lambda _call, _count: (302, {})) as (url, calls):
        with pytest.raises(ClientError, match="redirects to 'http://elsewhere/'"):
            client(url).create_release("r")
        assert len(calls) == 1
    with pytest.raises(ClientError, match="cannot reach") as unreachable:
        client("http://127.0.0.1:9", attempts=2).find_run("/a")
    assert unreachable.value.kind == "connection"
    for address in ("", "h", "ftp://h", "http://u:p@h", "http://h:x"):
        with pytest.raises(ClientError) as bad:
            Client(address, 1)
        assert bad.value.kind == "usage"
