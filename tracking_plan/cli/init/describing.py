"""The project's own tracking functions, as `init` describes them by itself.

Taken is what is sure: its name, or the module that it comes from, speaks of tracking, calls give it
three different names of events or more, and it is seen what becomes of these. What it describes has
to be found by the scanner, too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tracking_plan.cli import garbage
from tracking_plan.cli.discovering import sure_entries
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.session import Session
from tracking_plan.convert.adapter_text import AdapterEntry, usage_lines
from tracking_plan.names.phrases import plural
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.processes import usable_jobs
from tracking_plan.report.escape import visible
from tracking_plan.usage.discovery.run import discover
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

_EMPTY = "tracking_plan: 1\n"


class Described(NamedTuple):
    """The calls that are found with the described functions, their `usage`, and what to say."""

    scan: Scan
    text: str = ""
    notes: tuple[str, ...] = ()


def describe(session: Session, folder: Path, plan: Plan | None) -> Described:
    """Scans the code below a folder, with adapters for what surely tracks there."""
    scan = _scanned(session, folder, plan)
    found = discover(folder, cwd=session.cwd, scan=scan, plan=plan)
    entries = tuple(one for one in sure_entries(plan, found) if _with(None, (one,)) is not None)
    if not entries:
        return Described(scan)
    again = _scanned(session, folder, _with(plan, entries))
    used = {call.sdk for call in (*again.calls, *again.forwarding)}
    kept = tuple(entry for entry in entries if entry.value["name"] in used)
    if not kept:
        return Described(scan)
    return Described(again, _text(kept), tuple(_notes(kept)))


def _scanned(session: Session, folder: Path, plan: Plan | None) -> Scan:
    garbage.search_seldom()  # facts and syntax trees stay, and hardly any are in circles
    progress = Progress(folder.name, quiet=session.options.quiet, what="files looked at")
    scan = scan_project(
        folder,
        cwd=session.cwd,
        plan=plan,
        jobs=usable_jobs(),
        watch=progress.say,
        cache=session.cache,
    )
    progress.clear()
    return scan


def _with(plan: Plan | None, entries: Sequence[AdapterEntry]) -> Plan | None:
    """A plan with these adapters, too."""
    own = load_text(_EMPTY + _text(entries)).plan
    if plan is None or own is None:
        return own
    adapters = (*plan.usage.adapters, *own.usage.adapters)
    return replace(plan, usage=plan.usage._replace(adapters=adapters))


def _text(entries: Sequence[AdapterEntry]) -> str:
    return "".join(f"{line}\n" for line in usage_lines(entries))


def _notes(entries: Sequence[AdapterEntry]) -> Iterator[str]:
    yield (
        f"described {plural(len(entries), 'function')} of the project that surely track: they are"
        " called so or come from such a module, with three names of events or more"
    )
    for entry in entries:
        yield visible(f"  {str(entry.value['callee'])!r}: {entry.comment}")
