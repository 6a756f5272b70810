"""Joins the plan, the calls and the payloads into one row for each version of each event."""

from collections import Counter
from collections.abc import Iterable, Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.coverage.calls import CallsByVersion, Senders, SentKeys
from tracking_plan.coverage.model import (
    Answer,
    CodedCall,
    Comparison,
    EventCoverage,
    Planned,
    PropertyCoverage,
    SentInCode,
    Way,
)
from tracking_plan.coverage.seen import OTHERS, SeenEvents, Tally
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Event, EventVersion, Property
from tracking_plan.plan.walk import walk
from tracking_plan.usage.coverage import reasons_to_doubt
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.inventory import unknowns
from tracking_plan.usage.subject import Subject


def compare(subject: Subject, data: SeenEvents | None, *, unread: int = 0) -> Comparison:
    """Every version of every event, those first that the plan has. `data` None: none was given."""
    calls = CallsByVersion(subject)
    events = (
        _planned(subject, calls, data, event, version)
        for event in subject.plan.events.values()
        for version in event.versions
    )
    return Comparison(
        plan=subject.plan.name,
        events=(*events, *_unplanned(calls, data)),
        ways=tuple(_ways(subject.calls)),
        calls=len(subject.calls),
        files=subject.scan.files,
        payloads=None if data is None else data.payloads,
        unread=unread,
        unknowns=tuple(_unknowns(subject, data, unread)),
    )


def _planned(
    subject: Subject,
    calls: CallsByVersion,
    data: SeenEvents | None,
    event: Event,
    version: EventVersion,
) -> EventCoverage:
    text = str(version.version)
    found, vague = calls.of(event.name, text), calls.of(event.name, None)
    doubts = tuple(_doubts(subject, event, version, (found, vague))) if not found.sure else ()
    tally = data.of(event.name, text) if data is not None else None
    possible = {**found.possible, **vague.possible}
    return EventCoverage(
        name=event.name,
        planned=Planned(
            version=text,
            status=version.status_on(subject.today),
            is_current=version is event.current,
            owner=event.owner,
            sources=version.sources or (),
        ),
        coded=_answer(found, doubts),
        calls=_coded(found),
        possible=_places(call for key, call in possible.items() if key not in found.sure),
        doubts=doubts,
        seen=tally.seen if tally is not None else None,
        properties=tuple(_properties(version, found, doubts, bool(possible or vague.sure), tally)),
    )


def _answer(found: Senders, doubts: tuple[str, ...]) -> Answer:
    if found.sure:
        return Answer.YES
    return Answer.UNKNOWN if doubts else Answer.NO


def _doubts(
    subject: Subject, event: Event, version: EventVersion, sending: tuple[Senders, Senders]
) -> Iterator[str]:
    """Why a version that no call surely sends may be sent all the same.

    `sending` are the calls of the version, and those of the event whose version is unknown.
    """
    found, vague = sending
    if vague.sure:
        yield f"{plural(len(vague.sure), 'call')} of the event may be of this version"
    possible = len({**found.possible, **vague.possible})
    if possible:
        yield f"{plural(possible, 'call')} may send it"
    yield from reasons_to_doubt(subject, event, version)


def _properties(
    version: EventVersion,
    found: Senders,
    doubts: tuple[str, ...],
    is_vague: bool,
    tally: Tally | None,
) -> Iterator[PropertyCoverage]:
    """The planned properties, outer ones first, then those that are sent and not planned."""
    keys = [SentKeys(sender) for sender in found.sure.values()]
    is_open = bool(doubts) or is_vague  # other calls may send more
    parents: dict[str, str] = {}
    for path, prop in walk(version.properties, others=version.others):
        parents[path] = _parent(path, parents)
        yield PropertyCoverage(
            path=path,
            is_planned=True,
            is_required=prop.required,
            is_expected=prop.is_sent,
            code=_sent(keys, path, parents[path], prop, is_open=is_open),
            seen=tally.properties[path] if tally is not None else None,
        )
    sent = Counter(path for each in keys for path in set(each.unplanned()))
    seen = tally.unplanned if tally is not None else Counter[str]()
    for path in dict.fromkeys((*sent, *seen)):
        yield PropertyCoverage(
            path=path,
            is_planned=False,
            code=SentInCode(calls=len(keys), sent=sent[path]),
            seen=seen[path] if tally is not None else None,
        )


def _parent(path: str, known: Iterable[str]) -> str:
    """The path of the object, the array or the map that a path is in; empty for the top."""
    around = (one for one in known if path.startswith((f"{one}.", f"{one}[", f"{one}{{")))
    return max(around, key=len, default="")


def _sent(
    keys: list[SentKeys], path: str, parent: str, prop: Property, *, is_open: bool
) -> SentInCode:
    lacking = sum(each.lacks(path, parent) for each in keys)
    sent = sum(each.sends(path) for each in keys)
    unknown = len(keys) - lacking - sent
    return SentInCode(
        calls=len(keys),
        sent=sent,
        unknown=unknown,
        is_elsewhere=prop.is_common,
        is_open=is_open,
    )


def _unplanned(calls: CallsByVersion, data: SeenEvents | None) -> Iterator[EventCoverage]:
    """The events that code or data have and the plan does not, but for those of SDKs."""
    in_data = data.unplanned if data is not None else {}
    for name in dict.fromkeys((*calls.unplanned, *in_data)):
        if is_system(name):
            continue
        found = calls.unplanned.get(name) or Senders()
        tally = in_data.get(name) or Tally()
        yield EventCoverage(
            name=name,
            planned=None,
            coded=Answer.YES if found.sure else Answer.UNKNOWN,
            calls=_coded(found),
            seen=tally.seen if data is not None else None,
        )


def _coded(found: Senders) -> tuple[CodedCall, ...]:
    calls = (sender.call for sender in found.sure.values())
    listed = (
        CodedCall(at=one.at, language=one.language, source=one.source, through=one.through)
        for one in calls
    )
    return tuple(sorted(listed, key=lambda one: (one.at.path, one.at.span or ())))


def _places(calls: Iterable[Call]) -> tuple[Place, ...]:
    return tuple(sorted((call.at for call in calls), key=lambda at: (at.path, at.span or ())))


def _ways(calls: Iterable[Call]) -> Iterator[Way]:
    """The functions that send for their callers, those with the most calls first."""
    found: dict[Place, list[Call]] = {}
    for call in calls:
        if call.through:
            found.setdefault(call.through[0], []).append(call)
    ordered = sorted(
        found.items(), key=lambda item: (-len(item[1]), item[0].path, item[0].span or ())
    )
    for at, its in ordered:
        names = {sent.name for call in its for sent in call.events}
        yield Way(at=at, calls=len(its), events=len(names))


def _unknowns(subject: Subject, data: SeenEvents | None, unread: int) -> Iterator[str]:
    """What could not be told, of code and of data."""
    yield from unknowns(subject.scan)
    if data is None:
        return
    if unread:
        yield f"{plural(unread, 'payload')} could not be read"
    if data.of_sdks:
        yield f"{plural(data.of_sdks, 'payload')} of events of the SDKs, which no plan has"
    if OTHERS in data.unplanned:
        yield "more unplanned names in data than are listed one by one"
    for event in subject.plan.events.values():
        count = data.without_version(event.name)
        if count:
            them = plural(count, "payload")
            yield f"{them} of {event.name!r} without properties, so that their version is unknown"
