"""Where `tracking-plan` and `python -m tracking_plan` begin: Ctrl-C is quiet from here on."""

import os
import sys

# `python -m` looks for modules in the current folder first, and a repository may have a click.py.
if __name__ == "__main__" and sys.path[0] in ("", os.path.abspath("")):  # noqa: PTH100  no import
    del sys.path[0]

import signal
from typing import NoReturn


def run() -> NoReturn:
    """Runs the program and exits."""
    # What Python does at Ctrl-C, a traceback, is wrong while `main` is still being imported. Where
    # the signal is ignored, as in the background, it stays so.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from tracking_plan.cli.main import run as run_main

    run_main()


if __name__ == "__main__":
    run()
