"""Runs the command line in this process, for tests that call it often."""

import inspect
from typing import Any

from click.testing import CliRunner

# Before click 8.2, a runner mixed both streams unless it was told otherwise.
_OPTIONS: dict[str, Any] = (
    {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}
)


def runner() -> CliRunner:
    """A runner whose results have standard output and standard error each for themselves."""
    return CliRunner(**_OPTIONS)
