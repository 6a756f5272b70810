"""The events of a plan, drafted from the repository's code."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tracking_plan.cli.init.describing import Described, describe
from tracking_plan.cli.init.surroundings import FoundSource
from tracking_plan.cli.session import Session
from tracking_plan.convert.draft import Draft
from tracking_plan.convert.from_code import SourceOf, draft
from tracking_plan.convert.plan_text import events_text, traits_text, unnamed_text
from tracking_plan.globs import matcher
from tracking_plan.names.phrases import plural
from tracking_plan.plan.event_names import EventNames
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.version import VERSION_PROPERTY
from tracking_plan.report.escape import visible
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.inventory import unknowns
from tracking_plan.usage.project.scope import CodeScope
from tracking_plan.usage.rules.event_pattern_without_match import RULE as IN_PART
from tracking_plan.usage.rules.no_code_read import NO_CODE, nothing_read
from tracking_plan.usage.run import judge_calls


class DraftedPlan(NamedTuple):
    """The rest of a plan after its head, and the SDKs that the code is seen to send by."""

    text: str
    sdks: frozenset[str]


def draft_plan(session: Session, root: Path, sources: Iterable[FoundSource]) -> DraftedPlan:
    """An entry for each event that the code sends, and adapters for its own functions."""
    described = describe(session, root.parent, None)
    scan = described.scan
    found = draft(
        scan.calls,
        version_property=VERSION_PROPERTY,
        source_of=_source_of(sources, cwd=session.cwd, folder=root.parent),
    )
    _report(session, described, found)
    events = _text(found)
    sections = (
        described.text,
        _first_day(session, scan, events),
        traits_text(found),
        events,
    )
    return DraftedPlan(
        text="\n".join(filter(None, sections)), sdks=frozenset(call.sdk for call in scan.calls)
    )


def draft_missing(session: Session, plan: Plan) -> str:
    """The entries that an existing plan lacks: text to put into it; empty where it lacks none."""
    described = describe(session, session.folder, plan)
    names = EventNames(plan)
    every = draft(described.scan.calls, version_property=plan.version_property)
    missing = tuple(event for event in every.events if names.find(event.name) is None)
    found = replace(every, events=missing)
    _report(session, described, every)
    events = _text(found) if missing else ""
    return "\n".join(filter(None, (described.text, events)))


def _first_day(session: Session, scan: Scan, text: str) -> str:
    """What keeps names that are known in part from being errors before people looked at them."""
    plan = load_text(f"tracking_plan: 1\n{text}").plan
    if plan is None:
        return ""
    findings = judge_calls(plan, scan, today=session.today, is_on=lambda code: code == IN_PART.code)
    names = {finding.problem.event for finding in findings}
    if not names:
        return ""
    count = plural(len(names), "name")
    return (
        "findings:\n"
        f"  # {count} of events known in part: list what they stand for, then take this out\n"
        f"  severity: {{{IN_PART.code.id}: warning}}\n"
    )


def _report(session: Session, described: Described, found: Draft) -> None:
    scan = described.scan
    for line in described.notes:
        session.note(line)
    calls = plural(len(scan.calls), "tracking call")
    events, files = plural(len(found.events), "event"), plural(scan.files, "file")
    session.note(f"found {events} in {calls} in {files}")
    for line in unknowns(scan):
        session.note(line)
    _warn(session, scan)
    if not scan.calls:
        session.note(
            "calls of an SDK that is not known, or over HTTP, are found once `usage.adapters` in"
            " the plan describes them: `tracking-plan usage --discover` shows what seems to track"
        )
    if found.unnamed:
        count = plural(len(found.unnamed), "call")
        session.note(f"of {count} the event name could not be told: they are listed at the end")
    if found.refused:
        count = plural(len(found.refused), "name")
        session.note(f"{count} cannot be in a plan: they are listed at the end, with the reason")


def _warn(session: Session, scan: Scan) -> None:
    """Says why there is nothing to draft from, where no code was looked at."""
    unread = nothing_read(scan, CodeScope())
    if unread is None:
        return
    hint = "run it in the folder that has the code" if unread.hint is NO_CODE else unread.hint
    if scan.skipped:
        first = scan.skipped[0]
        hint = visible(f"{first.at.path!r} {first.reason}")
    session.note(f"warning: {unread.reason}, so nothing was drafted: {hint}")


def _text(found: Draft) -> str:
    rest = unnamed_text(found)
    return events_text(found) + (f"\n{rest}" if rest else "")


def _source_of(sources: Iterable[FoundSource], *, cwd: Path, folder: Path) -> SourceOf:
    """Finds the source of a path as findings name it; None where none or several claim it."""
    claims = [(source.name, matcher(source.paths)) for source in sources]

    def source_of(path: str) -> str | None:
        below = os.path.relpath(cwd / path, folder).replace(os.sep, "/")
        names = [name for name, is_match in claims if is_match(below)]
        return names[0] if len(names) == 1 else None

    return source_of
