"""Standard input as one of the inputs that a user names."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, TextIO

from tracking_plan.cli.conclusion.outputs import AN_INPUT, Use
from tracking_plan.cli.console import UnusableError

STANDARD_INPUT = "-"


def standard_input() -> BinaryIO:
    """Standard input as bytes.

    Raises:
        UnusableError: it is closed.
    """
    stream: TextIO | None = sys.stdin  # a closed one (`<&-`) is None
    if stream is None:
        raise UnusableError("standard input is closed, so there is nothing to read")
    # Unbuffered: a read that waits for a full buffer may miss Ctrl-C, and keeps what has come back.
    return open(stream.fileno(), "rb", buffering=0, closefd=False)


def inputs_in_use(cwd: Path, inputs: Iterable[str]) -> Iterator[Use]:
    """The inputs as what no output may replace."""
    for name in inputs:
        if name != STANDARD_INPUT:
            yield Use(cwd / name, AN_INPUT)
        elif sys.stdin is not None:
            yield Use(sys.stdin.fileno(), AN_INPUT)
