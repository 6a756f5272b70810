"""`usage --discover`: shows the functions that seem to track, and puts adapters into the plan."""

from collections.abc import Iterator, Sequence
from typing import NoReturn

from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.conclusion.outputs import refuse_to_destroy
from tracking_plan.cli.fixes import write_fixes
from tracking_plan.cli.session import Session
from tracking_plan.convert.adapter_edits import UnsureError, with_adapters
from tracking_plan.convert.adapter_text import AdapterEntry, entries, usage_lines
from tracking_plan.finding import Fix, Safety
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json, Place
from tracking_plan.plan.model import Plan
from tracking_plan.plan.suppressions import suppressions
from tracking_plan.report.escape import visible
from tracking_plan.usage.discovery.candidate import Candidate, Certainty, Discovery
from tracking_plan.usage.discovery.run import discover
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.inventory import unseen_lines
from tracking_plan.usage.looking import not_looked_at
from tracking_plan.usage.subject import Subject

COMMAND = "tracking-plan usage --discover --write"
_LISTING = ("text", "concise")  # formats that the candidates can stand in
_NAMED = 2  # candidates, where a run finds no call


def run(session: Session, plan: Plan, scan: Scan, *, is_written: bool) -> NoReturn:
    """Shows what seems to track, puts what is sure into the plan if asked to, and ends the run.

    No call is judged; what was not looked at is a finding all the same, as it is in `usage`.
    """
    refuse_to_destroy(session)  # before anything is written
    found = discovered(session, plan, scan)
    if is_written:
        write(session, plan, found)
    lines = tuple(as_lines(found, plan))
    subject = Subject(plan, scan, today=session.today)
    outcome = Outcome(
        command="usage",
        findings=not_looked_at(subject, session.selection.is_on),
        suppressions=suppressions(plan),
        sections={"candidates": as_json(found, plan)},
        summary=summary(found),
        notes=(*notes(found), *unseen_lines(scan)),
        shown={one: lambda: "".join(f"{line}\n" for line in lines) for one in _LISTING},
        is_partial=True,
        is_judgment=False,
    )
    conclude(session, outcome)


def discovered(session: Session, plan: Plan, scan: Scan) -> Discovery:
    """The functions that seem to track and that the plan does not describe."""
    return discover(session.folder, cwd=session.cwd, scan=scan, plan=plan)


def sure_entries(plan: Plan | None, found: Discovery) -> tuple[AdapterEntry, ...]:
    """The adapters of what is surely a tracking function."""
    sure = (one for one in found.candidates if one.certainty is Certainty.SURE)
    return tuple(entries(sure, _taken(plan)))


def written_entries(plan: Plan | None, found: Discovery) -> tuple[AdapterEntry, ...]:
    """The adapters that are written when asked to."""
    return tuple(entries(filter(_is_written, found.candidates), _taken(plan)))


def as_lines(found: Discovery, plan: Plan | None) -> Iterator[str]:
    """The candidates for people, and what to put into the plan."""
    for number, one in enumerate(found.candidates, start=1):
        yield from _shown(number, one)
    if found.candidates:
        yield ""
        yield "# for the plan; --write puts there what is not doubtful"
        yield from usage_lines(entries(found.candidates, _taken(plan)))


def as_json(found: Discovery, plan: Plan | None) -> Json:
    """The candidates as the JSON report has them."""
    return [_entry(one, plan) for one in found.candidates]


def hints(found: Discovery) -> Iterator[str]:
    """What a run that finds no call says: the likeliest candidates, and how to have them."""
    best = found.candidates[:_NAMED]
    if not best:
        return
    named = " and ".join(
        f"{one.callee!r} ({plural(len(one.events), 'name')} of events in"
        f" {plural(one.calls, 'call')})"
        for one in best
    )
    yield visible(f"these seem to track, and nothing describes them: {named}")
    if all(map(_is_written, best)):
        yield f"to add them: {COMMAND}"
    else:
        yield "to see what is not certain about them: tracking-plan usage --discover"


def write(session: Session, plan: Plan, found: Discovery) -> None:
    """Puts the adapters of what is sure into the plan's root file, and says what it wrote."""
    sure = written_entries(plan, found)
    if not sure:
        session.note("nothing to write: no function that is not doubtful is not described yet")
        return
    root = next(file for file in plan.files if file.path == plan.path)
    try:
        edit = with_adapters(root.text, root.path, sure)
    except UnsureError as error:
        session.note(visible(f"{root.path}: {error}, so put this into it:"))
        for line in usage_lines(sure):
            session.note(line)
        return
    write_fixes(session, [Fix(safety=Safety.SAFE, edits=(edit,))], what="change")
    for entry in sure:
        session.note(visible(f"adapter {str(entry.value['name'])!r}: {entry.comment}"))
    session.forget_plan()


def summary(found: Discovery) -> str:
    """How much was found, on one line."""
    doubtful = sum(1 for one in found.candidates if not _is_written(one))
    return f"{plural(len(found.candidates), 'candidate')}, {doubtful} of them doubtful"


def notes(found: Discovery) -> Iterator[str]:
    """What was not looked at."""
    if found.left_out:
        yield f"{plural(found.left_out, 'file')} with such calls not looked at: there are too many"


def _is_written(one: Candidate) -> bool:
    return one.certainty is not Certainty.DOUBTFUL


def _taken(plan: Plan | None) -> Sequence[str]:
    return [adapter.name for adapter in plan.usage.adapters] if plan is not None else []


def _shown(number: int, one: Candidate) -> Iterator[str]:
    names, calls = plural(len(one.events), "name"), plural(one.calls, "call")
    yield visible(f"{number}. {one.callee}: {names} of events in {calls}")
    if one.defined is not None:
        given = ", ".join(one.parameters)
        yield visible(f"   defined at {_at(one.defined)}, with ({given})")
    if one.sender is not None:
        yield visible(f"   what it is given is sent under another name at {_at(one.sender)}")
    for site in one.sites:
        yield visible(f"   {_at(site.at)}: {site.event!r}")
    if one.doubt is not None:
        yield visible(f"   {one.certainty}: {one.doubt.text}")


def _at(place: Place) -> str:
    return place.position(with_column=False)


def _entry(one: Candidate, plan: Plan | None) -> Json:
    adapters: list[Json] = [dict(entry.value) for entry in entries([one], _taken(plan))]
    return {
        "callee": one.callee,
        "defined": _place(one.defined),
        "parameters": list(one.parameters),
        "sent_at": _place(one.sender),
        "calls": one.calls,
        "events": list(one.events),
        "sites": [{**_position(site.at), "event": site.event} for site in one.sites],
        "certainty": str(one.certainty),
        "doubt": one.doubt.text if one.doubt is not None else None,
        "adapters": adapters,
    }


def _place(place: Place | None) -> Json:
    return _position(place) if place is not None else None


def _position(place: Place) -> dict[str, Json]:
    line, column = (place.span.line, place.span.column) if place.span else (1, 1)
    return {"path": place.path, "line": line, "column": column}
