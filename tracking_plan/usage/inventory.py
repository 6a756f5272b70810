"""The calls as a list and as figures: what `usage --inventory` and `--figures` show."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tracking_plan.names.phrases import plural
from tracking_plan.place import Json, Place
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent, SentProperty
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Foreign, Scan

_SHOWN = 3
_COMPUTED = {
    "computed": "computed",
    "imported": "imported from another file",
    "parameter": "a parameter of the function around the call",
    "no_text": "no text",
    "spread": "among arguments that are spread",
    "mentioned": "the function is handed on",
    "undescribed": "not where the adapter says that it is",
    "guarded": "narrowed by conditions that are not followed",
}


def entries(calls: Iterable[Call]) -> Iterator[tuple[Call, SentEvent | None]]:
    """Each event that a call may send; None where it is unknown or there is none."""
    for call in calls:
        for event in call.events:
            yield call, event
        if call.dynamic is not None or not call.events:
            yield call, None


def as_json(calls: Iterable[Call]) -> list[Json]:
    """The inventory as the JSON report has it."""
    return [_entry(call, event) for call, event in entries(calls)]


def as_lines(calls: Iterable[Call]) -> Iterator[str]:
    """The inventory for people: a line for each event that a call may send."""
    for call, event in entries(calls):
        name = repr(event.name) if event else "?"
        keys = [f"{p.name}{'' if p.is_sure else '?'}" for p in call.properties.properties]
        keys += [] if call.properties.is_complete else ["..."]
        listed = f" {{{', '.join(keys)}}}" if keys else ""
        ways = ", then ".join(at.position() for at in call.through)
        way = f", by way of {ways}" if ways else ""
        source = f", source {call.source}" if call.source is not None else ""
        if_at_all = ", if at all" if event is not None and event.is_possible else ""
        known = f"{_resolution(call, event)}{source}{way}{if_at_all}"
        yield f"{call.at.position()}: {call.method} {name} ({known}){listed}"


def unknowns(scan: Scan) -> Iterator[str]:
    """What the run does not know, for its closing lines: names, possible calls, unread code."""
    named = [call for call in scan.calls if call.events or call.dynamic is not None]
    unknown = sum(1 for call in named if call.dynamic not in (None, DynamicReason.NO_TEXT))
    if unknown:
        yield f"names of {unknown} of {plural(len(named), 'call')} unknown"
    sent = [call for call in scan.calls if _has_properties(call)]
    open_ = sum(1 for call in sent if not call.properties.is_complete)
    if open_:
        yield f"properties of {open_} of {plural(len(sent), 'call')} not known in full"
    if scan.doubtful:
        count = plural(len(scan.doubtful), "possible call")
        yield f"{count} left alone: nothing shows that they are an SDK's"
    if scan.in_tests:
        yield f"{plural(len(scan.in_tests), 'call')} in tests not judged"
    for ending, files in _by_ending(file for file in scan.foreign if file.has_calls):
        calls = sum(file.calls for file in files)
        what = plural(calls, "call") if calls else plural(len(files), "possible use")
        yield f"{what} in {ending} files not read"
    unread = sum(1 for skipped in scan.skipped if skipped.may_have_calls)
    if unread:
        yield f"{plural(unread, 'file or folder', 'files or folders')} could not be read"
    yield from unseen_lines(scan)


def unseen_lines(scan: Scan) -> Iterator[str]:
    """What was not looked at because git, or the folder that it is in, has it elsewhere."""
    unseen = scan.unseen
    if unseen.submodules:
        count = len(unseen.submodules)
        is_not = "submodule is not" if count == 1 else "submodules are not"
        yield f"{count} {is_not} checked out: {_some(unseen.submodules)}"
    if unseen.absent:
        count = len(unseen.absent)
        is_not = "file of code is not" if count == 1 else "files of code are not"
        yield f"{count} {is_not} checked out: {_some(unseen.absent)}"
    if unseen.left_out:
        files = plural(len(unseen.left_out), "file")
        names = _some(unseen.left_out)
        yield f"{files} with tracking in built or hidden folders not read: {names}"
    for one in scan.unanswered:
        yield f"git did not say which files belong to the repository {one.folder!r}"


def _some(names: tuple[str, ...]) -> str:
    """The first of the names, on one line, and how many more there are."""
    shown = (name if name.isprintable() else repr(name) for name in names[:_SHOWN])
    more = [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    return ", ".join((*shown, *more))


def _has_properties(call: Call) -> bool:
    """Whether the properties of a call are compared with the plan's: those of helpers are typed."""
    return any(event.resolution is not Resolution.HELPER for event in call.events)


def _by_ending(files: Iterable[Foreign]) -> Iterator[tuple[str, list[Foreign]]]:
    """The files of each ending, those with most calls first."""
    found: dict[str, list[Foreign]] = {}
    for file in files:
        found.setdefault(file.ending, []).append(file)
    yield from sorted(found.items(), key=lambda item: -sum(file.calls for file in item[1]))


def statistics(scan: Scan) -> Iterator[str]:
    """What was read, how the names are known, and which are not."""
    yield f"{scan.files} files of code, {scan.parsed} that mention tracking"
    unparsed = f"{len(scan.unparsed)} stretches not parsed near calls"
    yield f"{len(scan.skipped)} files not read, {unparsed}"
    yield f"{len(scan.doubtful)} calls left alone that may be of something else than an SDK"
    yield _counted("calls by SDK", (call.sdk for call in scan.calls))
    yield _counted("calls by language", (call.language for call in scan.calls))
    yield _counted("calls by method", (call.method for call in scan.calls))
    yield _counted("calls by source", (call.source or "unknown" for call in scan.calls))
    named = [call for call in scan.calls if call.events or call.dynamic is not None]
    listed = (_resolution(call, event) for call, event in entries(named))
    wrappers = {call.through[0] for call in scan.calls if call.through}
    sent = sum(1 for call in scan.calls if call.through)
    functions = plural(len(wrappers), "function")
    yield f"calls by way of functions of the project: {sent}, of {functions}"
    yield _counted("event names by resolution", listed)
    dynamic = (_COMPUTED[call.dynamic] for call in named if call.dynamic is not None)
    yield _counted("event names that cannot be told", dynamic)
    whole = sum(call.properties.is_complete for call in scan.calls)
    yield f"property keys known in full: {whole} of {len(scan.calls)} calls"


def _counted(title: str, words: Iterable[str]) -> str:
    counts = Counter(words).most_common()
    return f"{title}: {', '.join(f'{word} {count}' for word, count in counts) or 'none'}"


def _resolution(call: Call, event: SentEvent | None) -> str:
    if event is not None:
        return str(event.resolution)
    return str(Resolution.LITERAL if call.dynamic is None else Resolution.DYNAMIC)


def _position(place: Place) -> dict[str, Json]:
    span = place.span
    line, column = (span.line, span.column) if span else (1, 1)
    return {"path": place.path, "line": line, "column": column}


def _entry(call: Call, event: SentEvent | None) -> dict[str, Json]:
    return {
        **_position(call.at),
        "language": call.language,
        "sdk": call.sdk,
        "method": str(call.method),
        "event": event.name if event else None,
        "resolution": _resolution(call, event),
        "possible": event is not None and event.is_possible,
        "source": call.source,
        "through": [_position(place) for place in call.through],
        "properties": [_property(sent) for sent in call.properties.properties],
        "complete": call.properties.is_complete,
    }


def _property(sent: SentProperty) -> dict[str, Json]:
    """A property; its type where all its values have the same, its value where it has but one."""
    types = {value.type for value in sent.values}
    type_ = types.pop() if len(types) == 1 else None
    one = sent.values[0] if len(sent.values) == 1 and sent.values[0].is_literal else None
    return {
        "name": sent.name,
        "type": str(type_) if type_ is not None else None,
        "value": one.literal if one else None,
    }
