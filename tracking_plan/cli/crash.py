"""What is said when this tool is wrong: where the details are, and how to report it."""

import platform
import tempfile
import traceback
from collections.abc import Sequence

from tracking_plan import __version__
from tracking_plan.cli.console import note

_VERBOSE = ("-v", "--verbose")


def report_crash(arguments: Sequence[str], error: Exception) -> None:
    """Says that this is a bug; the traceback goes to a file, or with `-v` to standard error."""
    trace = "".join(traceback.format_exception(error))
    details = (
        f"tracking-plan {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {list(arguments)!r}\n\n{trace}"
    )
    note("Error: this is a bug in tracking-plan, not in your files; nothing was concluded")
    if any(flag in arguments for flag in _VERBOSE):
        note(details)
        note("Please report it with the lines above, after removing what is private.")
        return
    kept = _keep(details)
    if kept is None:
        note("Run it again with -v and report what it prints, after removing what is private.")
    else:
        note(f"Please report it with the contents of {kept} (-v prints them here).")


def _keep(details: str) -> str | None:
    """The path of a new file with the details; None where none can be written."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="tracking-plan-crash-", suffix=".txt", delete=False, encoding="utf-8",
            errors="backslashreplace",
        ) as file:  # fmt: skip
            file.write(details)
            return file.name
    except OSError:
        return None
