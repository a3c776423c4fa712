"""The command line ``depicted``: the same program as outside of Python."""

from __future__ import annotations

import signal
import sys

from depicted import _native


def main() -> None:
    """Run the command line and exit as it does."""
    # Python would wait for the end of the comparison before it hears of Ctrl-C.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.exit(_native.run(["depicted", *sys.argv[1:]]))
