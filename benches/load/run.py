"""How much one server takes: find_run and report_run per second, and a release of 10 000 runs beside one of 100.

The server is one process of PROGRAM on loopback, without workers, on a database of its own: a new file of SQLite, or the one
that is named, which has to be empty and is left as it is afterwards. Lines for a table of benches/record are printed.

To measure, build the program as it is released, and leave the machine alone:

  cargo build --release --package depicted-cli
  python3 benches/load/run.py target/release/depicted
  createdb -h 127.0.0.1 -U postgres depicted_load
  python3 benches/load/run.py target/release/depicted postgres://postgres@127.0.0.1/depicted_load
  dropdb -h 127.0.0.1 -U postgres depicted_load

The part `calls` needs wrk (Debian's package has that name); `--only runs` does without.
"""

import argparse
import base64
import json
import os
import re
import shutil
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
        self.key = (key, secret)
        self.auth = "Basic " + base64.b64encode(f"{key}:{secret}".encode()).decode()
        self.local = local()

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        text = self.read(method, path, body, kind)
        return json.loads(text) if text else None

    def read(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """The bytes of an answer."""
        if not hasattr(self.local, "connection"):
            self.local.connection = HTTPConnection(self.netloc, timeout=120)
        self.local.connection.request(method, path, body, {"Authorization": self.auth, "Content-Type": kind})
        answer = self.local.connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise SystemExit(f"{method} {path}: {answer.status} {content.decode(errors='replace')}")
        return content

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


def start(program, data, database, diff_workers=0, known=None):
    """A server that captures nothing: its process and a client of it. `known` has the key, if it is no first start."""
    command = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "error"]
    command += ["--diff-workers", str(diff_workers)]
    # A release has to wait for a capture that never comes; not every build of the program has captures to turn off.
    environment = {**os.environ, "DEPICTED_CAPTURE_WORKERS": "0"}
    if database:
        subprocess.run([program, "db", "upgrade", "--database", database], check=True, stdout=sys.stderr)
        command += ["--database", database]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    said = ""
    for line in child.stdout:
        said += line
        if line.startswith("listening on "):
            break
    url = said.rsplit("listening on ", 1)[1].strip()
    if known:
        return child, Client(url, *known)
    word = lambda name: re.search(rf"^\s+{name}\s+(\S+)$", said, re.M)[1]
    return child, Client(url, word("API key"), word("secret"))


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
    last = max(runs - 100, 0)
    for title, query in [
        ("a list of 100 of them", "limit=100"),
        ("a list of 1000 of them", "limit=1000"),
        ("the last 100", f"limit=100&offset={last}"),
        ("100 that failed", "limit=100&status=failed"),
        ("those whose name contains 77", "limit=100&name=77"),
    ]:
        listed = timed(20, lambda: client.ask("GET", f"{path}/runs?{query}"))
        print(f"| {runs} runs: {title} | {listed:.1f} ms |", flush=True)
    counted = iter(range(1000))
    again = lambda: client.call("report_run", **named, run_name=f"new {next(counted)}", image=files[0])
    print(f"| {runs} runs: a report, and the release evaluated | {timed(20, again):.1f} ms |")
    begin = time.perf_counter()
    client.call("report_run", **named, run_name="waits", image=files[0])
    settled = client.ask("GET", path)["status"]
    print(f"| {runs} runs: the last report, {settled} | {(time.perf_counter() - begin) * 1000:.1f} ms |")


def calls(client, build, files):
    """The table of calls a second."""
    client.call("create_release", build_id=build, release_name="good")
    named = {"build_id": build, "release_name": "good", "release_number": 1}
    client.call("report_run", **named, run_name="home", image=files[0])
    client.call("runs_done", **named)
    client.v1(f"builds/{build}/releases/good/1/decision", {"decision": "good"})
    client.call("create_release", build_id=build, release_name="reported")
    named["release_name"] = "reported"
    form = lambda **fields: urlencode({**named, "image": files[0], **fields})
    print("| call | a second | median | 99 % | errors |\n| --- | --- | --- | --- | --- |")
    for title, call, body, prefix in [
        ("`find_run`", "find_run", urlencode({"build_id": build, "run_name": "home"}), ""),
        ("`report_run` of a new run", "report_run", form() + "&run_name=", "new"),
        ("`report_run` of the same run", "report_run", form(run_name="again"), ""),
    ]:
        rate, median, late, errors = wrk(client, call, body, prefix)
        print(f"| {title} | {rate:.0f} | {median} ms | {late} ms | {errors:.0f} |", flush=True)


def typed():
    """What is to be measured, as the command line says."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("program", metavar="PROGRAM", help="the program, such as target/release/depicted")
    asked.add_argument("database", metavar="DATABASE", nargs="?", help="the URL of an empty database [default: a new file of SQLite]")
    asked.add_argument("--only", choices=["calls", "runs"], help="calls a second, or releases of many runs [default: both]")
    return asked.parse_args()


def main():
    asked = typed()
    if not os.access(asked.program, os.X_OK):
        raise SystemExit(f"{asked.program} is no program: build it by `cargo build --release --package depicted-cli`")
    if asked.only != "runs" and not shutil.which("wrk"):
        raise SystemExit("wrk is not there: install Debian's package wrk, or say --only runs")
    with tempfile.TemporaryDirectory(prefix="depicted-load-") as data:
        child, client = start(asked.program, data, asked.database)
        try:
            build = client.v1("builds", {"name": "load"})["id"]
            files = [client.upload(build, b"\x89PNG\r\n\x1a\n" + text) for text in (b"after", b"before", b"diff")]
            if asked.only != "runs":
                calls(client, build, files)
            if asked.only != "calls":
                print("\n| a release that is processed | median |\n| --- | --- |")
                for runs in (100, RUNS):
                    release(client, build, files, f"of-{runs}", runs)
        finally:
            child.terminate()
            child.wait()


if __name__ == "__main__":
    main()
