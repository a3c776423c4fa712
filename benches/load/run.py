"""How much one server takes: report_run and find_run per second, and a release of 10 000 runs.

Called as `python3 run.py PROGRAM_OF_DEPICTED [URL_OF_A_DATABASE]`; the database, SQLite where none is named, is to be empty.
Needs wrk. Prints lines for a table of `benches/record`.
"""

import base64
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import local
from urllib.parse import urlencode, urlsplit

SECONDS = 10
CONNECTIONS = 8
RUNS = 10_000
HERE = Path(__file__).parent


class Client:
    """Calls of one key, over a connection for each thread."""

    def __init__(self, url, key, secret):
        self.netloc = urlsplit(url).netloc
        self.auth = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self.local = local()

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        if not hasattr(self.local, "connection"):
            self.local.connection = HTTPConnection(self.netloc)
        self.local.connection.request(method, path, body, {"Authorization": self.auth, "Content-Type": kind})
        answer = self.local.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {text}")
        return json.loads(text)

    def v1(self, path, body):
        return self.ask("POST", f"/api/v1/{path}", json.dumps(body), "application/json")

    def call(self, path, **fields):
        return self.ask("POST", f"/api/{path}", urlencode(fields))

    def upload(self, build, content):
        boundary = "depicted"
        part = f'--{boundary}\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n\r\n'
        body = part.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        path = f"/api/upload?build_id={build}"
        return self.ask("POST", path, body, f"multipart/form-data; boundary={boundary}")["sha1sum"]


def start(program, data, database):
    """A server without workers: its process and a client of it."""
    command = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--diff-workers", "0", "--log", "error"]
    environment = dict(os.environ)
    if database:
        subprocess.run([program, "db", "upgrade", "--database", database], check=True, stdout=sys.stderr)
        command += ["--database", database]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    said = ""
    for line in child.stdout:
        said += line
        if line.startswith("listening on "):
            break
    word = lambda name: re.search(rf"^\s+{name}\s+(\S+)$", said, re.M)[1]
    return child, Client(said.rsplit("listening on ", 1)[1].strip(), word("API key"), word("secret"))


def wrk(client, call, form, prefix=""):
    """Calls a second, the median and the 99th percentile in milliseconds, and errors."""
    environment = {**os.environ, "CALL": call, "FORM": form, "AUTH": client.auth, "PREFIX": prefix}
    command = ["wrk", "-t", "2", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-s", HERE / "call.lua"]
    command += [f"http://{client.netloc}"]
    said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return [float(word) for word in re.search(r"RESULT (.*)", said)[1].split()]


def timed(times, work):
    """The median of so many times, in milliseconds."""
    took = []
    for _ in range(times):
        begin = time.perf_counter()
        work()
        took.append((time.perf_counter() - begin) * 1000)
    return statistics.median(took)


def release(client, build, files, name, runs):
    """A release with so many runs that is being processed: one waits for a capture."""
    client.call("create_release", build_id=build, release_name=name)
    named = {"build_id": build, "release_name": name, "release_number": 1}
    client.call("request_run", **named, run_name="waits", url="http://127.0.0.1/")
    kinds = [
        {"image": files[0]},
        {"image": files[0], "ref_image": files[1], "diff_image": files[2], "distortion": "0.1"},
        {"image": files[0], "run_failed": "yes"},
    ]
    report = lambda at: client.call("report_run", **named, run_name=f"page {at}", **kinds[at % 3])
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(report, range(runs)))
    client.call("runs_done", **named)
    path = f"/api/v1/builds/{build}/releases/{name}/1"
    found = client.ask("GET", path)
    assert found["status"] == "processing", found
    print(f"| {runs} runs: `GET {path.split('/')[-3]}/…/1`, its counts | {timed(20, lambda: client.ask('GET', path)):.1f} ms |")
    for size in (100, 1000):
        listed = timed(20, lambda: client.ask("GET", f"{path}/runs?limit={size}"))
        print(f"| {runs} runs: a list of {size} of them | {listed:.1f} ms |")
    counted = iter(range(1000))
    again = lambda: client.call("report_run", **named, run_name=f"new {next(counted)}", image=files[0])
    print(f"| {runs} runs: a report, and the release evaluated | {timed(20, again):.1f} ms |")
    begin = time.perf_counter()
    client.call("report_run", **named, run_name="waits", image=files[0])
    settled = client.ask("GET", path)["status"]
    print(f"| {runs} runs: the last report, {settled} | {(time.perf_counter() - begin) * 1000:.1f} ms |")


def main():
    program, *database = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="depicted-load-") as data:
        child, client = start(program, data, database[0] if database else None)
        try:
            build = client.v1("builds", {"name": "load"})["id"]
            files = [client.upload(build, b"\x89PNG\r\n\x1a\n" + text) for text in (b"after", b"before", b"diff")]
            client.call("create_release", build_id=build, release_name="good")
            named = {"build_id": build, "release_name": "good", "release_number": 1}
            client.call("report_run", **named, run_name="home", image=files[0])
            client.call("runs_done", **named)
            client.v1(f"builds/{build}/releases/good/1/decision", {"decision": "good"})
            client.call("create_release", build_id=build, release_name="reported")
            print("| call | a second | median | 99 % | errors |\n| --- | --- | --- | --- | --- |")
            form = urlencode({"build_id": build, "run_name": "home"})
            rate, median, late, errors = wrk(client, "find_run", form)
            print(f"| `find_run` | {rate:.0f} | {median} ms | {late} ms | {errors:.0f} |")
            named["release_name"] = "reported"
            form = urlencode({**named, "image": files[0]}) + "&run_name="
            rate, median, late, errors = wrk(client, "report_run", form, "new")
            print(f"| `report_run` of a new run | {rate:.0f} | {median} ms | {late} ms | {errors:.0f} |")
            form = urlencode({**named, "image": files[0], "run_name": "again"})
            rate, median, late, errors = wrk(client, "report_run", form)
            print(f"| `report_run` of the same run | {rate:.0f} | {median} ms | {late} ms | {errors:.0f} |")
            print("\n| a release that is processed | median |\n| --- | --- |")
            for runs in (100, RUNS):
                release(client, build, files, f"of-{runs}", runs)
        finally:
            child.terminate()
            child.wait()


if __name__ == "__main__":
    main()
