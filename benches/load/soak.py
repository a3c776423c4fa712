"""Keeps one server busy for hours, and watches what it holds: memory, open files, threads, pictures.

Releases of real pictures follow each other as fast as the server takes them: pictures are handed over, compared by the server's
own worker, listed, downloaded and decided; some are damaged. After each ten releases their build is removed, and `depicted gc`
takes what it leaves, while the server runs. Every CYCLE seconds the server is told to stop (SIGTERM) or, every other time,
killed, wherever the work is, and started again on the same data. It is looked at once a second.

  cargo build --release --package depicted-cli
  python3 benches/load/soak.py target/release/depicted --minutes 1440
  python3 benches/load/soak.py target/release/depicted --minutes 60 --database postgres://postgres@127.0.0.1/EMPTY_DATABASE

It ends early, and says why, when a request is refused, a release does not settle or is not whole, or the server ends by
itself. It prints what was held at the end of each quarter, what each life of the server held at most, and what was done.
"""

import argparse
import itertools
import os
import random
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

from run import Client, start

RUNS = 40
RELEASES = 10
CONNECTIONS = 4


def png(random_, width=320, height=240, squares=0):
    """A white page with so many squares on it."""
    rows = [bytearray(b"\xff\xff\xff" * width) for _ in range(height)]
    for _ in range(squares):
        x, y = random_.randrange(width - 24), random_.randrange(height - 24)
        colour = bytes(random_.randrange(256) for _ in range(3))
        for row in rows[y : y + 24]:
            row[3 * x : 3 * (x + 24)] = colour * 24
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


class Server:
    """The process, ended and started again on the same data."""

    def __init__(self, program, data, database):
        self.program, self.data, self.database = program, data, database
        self.ready = threading.Event()
        self.lives = []
        self.child, self.client = start(program, data, database, diff_workers=1)
        self.known = self.client.key
        self.begin()

    def begin(self):
        self.lives.append({"peak": 0, "files": 0, "seconds": 0.0, "began": time.monotonic()})
        self.ready.set()

    def end(self, how):
        """Ends it: asked to, it has to say so by the exit status 0."""
        self.ready.clear()
        self.child.send_signal(how)
        status = self.child.wait(timeout=60)
        if how == signal.SIGTERM and status != 0:
            raise RuntimeError(f"the server ended with {status} when it was told to stop")
        self.lives[-1]["seconds"] = time.monotonic() - self.lives[-1]["began"]

    def again(self):
        self.child, self.client = start(self.program, self.data, self.database, diff_workers=1, known=self.known)
        self.begin()

    def held(self):
        """Resident memory in KiB, open files and threads."""
        process = Path(f"/proc/{self.child.pid}")
        status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines() if ":" in line)
        number = lambda name: int(status[name].split()[0])
        return number("VmRSS"), len(os.listdir(process / "fd")), number("Threads")


class Work:
    """Releases, one after another, each call repeated while the server is away."""

    def __init__(self, server, seed):
        self.server, self.random = server, random.Random(seed)
        self.done = dict.fromkeys(["releases", "runs", "damaged", "listed", "downloaded", "repeated"], 0)
        self.stopped = threading.Event()

    def ask(self, what):
        """Calls `what(client)`; what a restart breaks off is said again."""
        for _ in range(200):
            if self.stopped.is_set():
                raise InterruptedError
            self.server.ready.wait(60)
            client = self.server.client
            try:
                return what(client)
            except (OSError, HTTPException) as error:
                # The server is away. What it answered is no error of these kinds.
                client.local.__dict__.clear()
                self.done["repeated"] += 1
                last = error
                time.sleep(0.1)
        raise RuntimeError(f"the server was not back after 200 tries: {last}")

    def release(self, build, number, before):
        name = f"r{number}"
        named = {"build_id": build, "release_name": name, "release_number": 1}
        path = f"/api/v1/builds/{build}/releases/{name}/1"
        # Creating is not repeated blindly: a release that is there already is taken.
        self.ask(lambda c: self.create(c, build, name))

        def run(at):
            picture = png(self.random, squares=at % 4)
            if number % 5 == 0 and at % 10 == 0:
                picture = picture[: len(picture) // 2]
                self.done["damaged"] += 1
            file = self.ask(lambda c: c.upload(build, picture))
            self.ask(lambda c: c.call("report_run", **named, run_name=f"page {at}", image=file, ref_image=before))
            self.done["runs"] += 1

        with ThreadPoolExecutor(CONNECTIONS) as pool:
            list(pool.map(run, range(RUNS)))
        self.ask(lambda c: c.call("runs_done", **named) if self.status(c, path) == "receiving" else None)
        limit = time.monotonic() + 300
        while (status := self.ask(lambda c: self.status(c, path + "?wait=5"))) == "processing":
            if time.monotonic() > limit:
                raise RuntimeError(f"{name} does not settle")
        runs = self.ask(lambda c: c.ask("GET", path + "/runs?limit=1000"))["items"]
        if len(runs) != RUNS or any(run["status"] in ("needs_diff", "data_pending") for run in runs):
            raise RuntimeError(f"{name} is {status} with {[run['status'] for run in runs]}")
        self.done["listed"] += len(runs)
        for run in runs[:5]:
            if run["diff_image"]:
                path_of = f"/api/download?build_id={build}&sha1sum={run['diff_image']}"
                if not self.ask(lambda c: c.read("GET", path_of)).startswith(b"\x89PNG"):
                    raise RuntimeError(f"{path_of} is no picture")
                self.done["downloaded"] += 1
        decision = "good" if number % 3 == 0 else "bad"
        self.ask(lambda c: self.decide(c, path, decision))
        self.done["releases"] += 1

    def create(self, client, build, name):
        listed = client.ask("GET", f"/api/v1/builds/{build}/releases?name={name}")
        return None if listed["total"] else client.call("create_release", build_id=build, release_name=name)

    def status(self, client, path):
        return client.ask("GET", path)["status"]

    def decide(self, client, path, decision):
        if self.status(client, path) != decision:
            client.ask("POST", path + "/decision", f'{{"decision": "{decision}"}}', "application/json")

    def go_on(self, clean, failed):
        try:
            for number in itertools.count(1):
                build = self.ask(lambda c: self.make(c, f"soak {number}"))
                before = self.ask(lambda c: c.upload(build, png(self.random)))
                for at in range(RELEASES):
                    self.release(build, at, before)
                self.ask(lambda c: self.remove(c, build, f"soak {number}"))
                clean()
        except InterruptedError:
            pass
        except BaseException as error:
            failed.append(f"{type(error).__name__}: {error}")

    def make(self, client, name):
        known = [build["id"] for build in client.ask("GET", "/api/v1/builds?limit=1000")["items"] if build["name"] == name]
        return known[0] if known else client.v1("builds", {"name": name})["id"]

    def remove(self, client, build, name):
        listed = client.ask("GET", "/api/v1/builds?limit=1000")["items"]
        if any(known["id"] == build for known in listed):
            client.read("DELETE", f"/api/v1/builds/{build}?name={name.replace(' ', '%20')}")


def size(folder):
    """Of the files in a folder, in KiB; some may go meanwhile."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.stat(os.path.join(place, name)).st_size
            except FileNotFoundError:
                pass
    return total // 1024


def clean(asked, data):
    """Takes away what nothing names. Nobody hands pictures over meanwhile, so those need not be a day old."""
    command = [asked.program, "gc", "--data", data, "--grace-hours", "0"]
    if asked.database:
        command += ["--database", asked.database]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=600)


def watch(asked, server, work, failed, data):
    """Looks until the time is over, and ends a life of the server each cycle. Gives how often it looked."""
    begin, looks = time.monotonic(), 0
    quarters, cycle, ways = 0, 1, itertools.cycle([signal.SIGTERM, signal.SIGKILL])
    length = asked.minutes * 60
    while (now := time.monotonic() - begin) < length and not failed:
        try:
            memory, files, threads = server.held()
        except (FileNotFoundError, KeyError):
            failed.append("the server is gone")
            break
        life = server.lives[-1]
        life["peak"], life["files"] = max(life["peak"], memory), max(life["files"], files)
        looks += 1
        if quarters < 3 and now >= length * (quarters + 1) / 4:
            quarters += 1
            report(quarters, (now, memory, files, threads), data, work)
        if now >= cycle * asked.cycle:
            cycle += 1
            server.end(next(ways))
            server.again()
        time.sleep(1)
    if not failed:
        report(4, (time.monotonic() - begin, *server.held()), data, work)
    return looks


def report(quarter, sample, data, work):
    now, memory, files, threads = sample
    done = work.done
    print(
        f"| {quarter}/4, {now / 60:.1f} min | {memory / 1024:.1f} MiB | {files} | {threads} | {size(data) / 1024:.1f} MiB |"
        f" {done['releases']} | {done['runs']} |",
        flush=True,
    )


def main():
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("program", metavar="PROGRAM")
    asked.add_argument("--minutes", type=float, default=20)
    asked.add_argument("--cycle", type=float, default=120, metavar="SECONDS", help="how long a server lives [default: 120]")
    asked.add_argument("--database", metavar="URL", help="an empty database [default: a new file of SQLite]")
    asked.add_argument("--seed", type=int, default=1, help="of the pictures [default: 1]")
    asked = asked.parse_args()
    # What a killed server held is taken up again soon.
    os.environ["DEPICTED_LEASE_MS"] = "5000"
    failed = []
    with tempfile.TemporaryDirectory(prefix="depicted-soak-") as data:
        server = Server(asked.program, data, asked.database)
        work = Work(server, asked.seed)
        worker = threading.Thread(target=work.go_on, args=(lambda: clean(asked, data), failed))
        worker.start()
        print("| after | memory | open files | threads | data folder | releases | runs |\n| --- | --- | --- | --- | --- | --- | --- |", flush=True)
        try:
            looks = watch(asked, server, work, failed, data)
        finally:
            work.stopped.set()
            worker.join(timeout=300)
            server.end(signal.SIGTERM)
    print(f"\n{looks} looks, {len(server.lives)} lives of the server. Done: {work.done}")
    print("\n| life | lasted | peak of memory | most open files |\n| --- | --- | --- | --- |")
    for number, life in enumerate(server.lives, 1):
        print(f"| {number} | {life['seconds']:.0f} s | {life['peak'] / 1024:.1f} MiB | {life['files']} |")
    if failed:
        sys.exit(f"failed: {failed[0]}")


if __name__ == "__main__":
    main()
