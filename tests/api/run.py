"""Holds a real server to /api/openapi.json: starts one, makes what can be asked for, and lets schemathesis ask.

Called as `python run.py PROGRAM_OF_DEPICTED [OPTION_OF_SCHEMATHESIS ...]`. Exits with 1 on any finding.
"""

import os
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import requests

HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\n"


@contextmanager
def server(program, data):
    """A server on a free port: its address, the id and the secret of its first key."""
    command = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", "--log", "error"]
    command += ["--diff-workers", "0", "--capture-workers", "0"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        said = ""
        for line in child.stdout:
            said += line
            if line.startswith("listening on "):
                break
        else:
            raise SystemExit(f"the server does not listen:\n{said}")
        word = lambda name: re.search(rf"^\s+{name}\s+(\S+)$", said, re.M)[1]
        yield said.rsplit("listening on ", 1)[1].strip(), (word("API key"), word("secret"))
    finally:
        child.terminate()
        child.wait()


def seed(url, key):
    """Two builds with releases, runs in several states, keys, and tasks."""

    def v1(path, body):
        answer = requests.post(f"{url}/api/v1/{path}", json=body, auth=key)
        answer.raise_for_status()
        return answer.json()

    def call(path, **fields):
        answer = requests.post(f"{url}/api/{path}", data=fields, auth=key)
        answer.raise_for_status()

    for name, public in [("private", False), ("public", True)]:
        build = v1("builds", {"name": name, "public": public})["id"]
        v1(f"builds/{build}/keys", {"purpose": "seeded"})
        sums = []
        for text in [b"before", b"after", b"difference"]:
            upload = requests.post(
                f"{url}/api/upload", data={"build_id": build}, files={"file": ("a.png", PNG + text)}, auth=key
            )
            upload.raise_for_status()
            sums.append(upload.json()["sha1sum"])
        before, after, difference = sums
        for number in (1, 2):
            v1(f"builds/{build}/releases", {"name": "seeded", "url": "http://127.0.0.1/"})
            named = {"build_id": build, "release_name": "seeded", "release_number": number}
            call("report_run", **named, run_name="baseline", image=after)
            call("report_run", **named, run_name="pending", image=after, ref_image=before)
            found = {"image": after, "ref_image": before, "diff_image": difference, "distortion": "0.25"}
            call("report_run", **named, run_name="found", **found)
            call("request_run", **named, run_name="asked", url="http://127.0.0.1/")


def main():
    program, *options = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="depicted-api-") as data, server(program, data) as (url, key):
        seed(url, key)
        command = [sys.executable, "-m", "schemathesis.cli", "--config-file", HERE / "schemathesis.toml", "run"]
        command += [f"{url}/api/openapi.json", *options]
        environment = {**os.environ, "DEPICTED_KEY": key[0], "DEPICTED_SECRET": key[1]}
        # The examples that it keeps for the next time belong to no folder of the workspace.
        sys.exit(subprocess.run(command, cwd=data, env=environment).returncode)


if __name__ == "__main__":
    main()
