"""``python -m depicted`` is the command line."""

from depicted._command import main

main()
