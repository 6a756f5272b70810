"""Which planned events nothing sends, and of which that cannot be said.

An event is only said to be sent by nothing where no call of its sources has an unknown name, no
code of them was left unread, no call may be of an SDK without showing it, and no file in a language
that is not read has its name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from tracking_plan.altertable.system_names import is_system
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Event, EventVersion, Status
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.subject import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The active events that no call names.

    Nothing sends those that are `untracked`, and nothing but tests those that are `in_tests`; of
    those that are `unjudged` that cannot be said, and `reasons` say why.
    """

    untracked: tuple[Event, ...] = ()
    in_tests: tuple[Event, ...] = ()
    unjudged: tuple[Event, ...] = ()
    reasons: tuple[str, ...] = ()


def coverage(subject: Subject) -> Coverage:
    """What is known of the events that no call names; nothing after a scan of a part."""
    if not subject.scan.is_whole or not subject.scan.files:
        return Coverage()
    sent = subject.names_sent()
    unnamed = [
        event
        for event in subject.plan.events.values()
        if event.name not in sent and event.status is Status.ACTIVE and not is_system(event.name)
    ]
    doubts = [
        (event, _doubt(subject, event, _sources(subject, event.current))) for event in unnamed
    ]
    judged = [event for event, doubt in doubts if not doubt]
    tested = {sent.name for call in subject.scan.in_tests for sent in call.events}
    return Coverage(
        untracked=tuple(event for event in judged if event.name not in tested),
        in_tests=tuple(event for event in judged if event.name in tested),
        unjudged=tuple(event for event, doubt in doubts if doubt),
        reasons=tuple(_all_of([doubt for _, doubt in doubts]).reasons()),
    )


def reasons_to_doubt(subject: Subject, event: Event, version: EventVersion) -> tuple[str, ...]:
    """Why code may send a version of an event although no call is seen to; none: it does not."""
    scan = subject.scan
    if not scan.is_whole or not scan.files:
        return ("code that may send it was not read",)
    return tuple(_doubt(subject, event, _sources(subject, version)).reasons())


class Missing(NamedTuple):
    """An event that a platform of its does not send, and where another one does."""

    event: Event
    source: str
    elsewhere: Place


def missing_on_sources(subject: Subject) -> Iterator[Missing]:
    """The active events that some of their platforms send and others surely do not."""
    if not subject.scan.is_whole:
        return
    sending: dict[str, dict[str | None, Place]] = {}
    for call in (*subject.calls, *subject.scan.doubtful):
        for name in subject.names_of(call):
            sending.setdefault(name, {}).setdefault(call.source, call.at)
    for name, places in sending.items():
        event = subject.plan.events[name]
        sources = event.current.sources or ()
        seen = [places[source] for source in sources if source in places]
        if event.status is not Status.ACTIVE or not seen or None in places:
            continue
        for source in (source for source in sources if source not in places):
            if not _doubt(subject, event, frozenset({source})):
                yield Missing(event, source, seen[0])


def unjudged_line(found: Coverage) -> str | None:
    """The closing line that counts the events that are not judged; None where all are."""
    if not found.unjudged:
        return None
    return f"{plural(len(found.unjudged), 'event')} not judged: {', '.join(found.reasons)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """Why events may be sent although no call names them. Calls are known by their identities."""

    calls: frozenset[int] = frozenset()
    possible: frozenset[int] = frozenset()
    is_unread: bool = False
    is_absent: bool = False

    def __bool__(self) -> bool:
        return bool(self.calls or self.possible or self.is_unread or self.is_absent)

    def reasons(self) -> Iterator[str]:
        """The doubt in words."""
        for found, what in ((self.calls, "call"), (self.possible, "possible call")):
            if found:
                yield _have_unknown_names(len(found), what)
        if self.is_unread:
            yield "code that may send them was not read"
        if self.is_absent:
            yield "their sources have no code here"


def _all_of(doubts: Iterable[_Doubt]) -> _Doubt:
    """The doubts of several events as one: a call that may send more than one counts once."""
    every = tuple(doubts)
    return _Doubt(
        calls=frozenset[int]().union(*(doubt.calls for doubt in every)),
        possible=frozenset[int]().union(*(doubt.possible for doubt in every)),
        is_unread=any(doubt.is_unread for doubt in every),
        is_absent=any(doubt.is_absent for doubt in every),
    )


def _doubt(subject: Subject, event: Event, sources: frozenset[str] | None) -> _Doubt:
    """Why code of some platforms (None: of any) may send an event although no call names it."""
    scan = subject.scan
    naming = {file.source for file in scan.foreign if event.name in file.events}
    named = (c for c in scan.calls if c.dynamic is not DynamicReason.NO_TEXT)
    return _Doubt(
        calls=_unknown(named, sources),  # what is no text is no event either
        possible=_unknown(scan.doubtful, sources),
        is_unread=not (_are_apart(scan.unread, sources) and _are_apart(naming, sources)),
        is_absent=sources is not None and not sources <= scan.sources,
    )


def _sources(subject: Subject, version: EventVersion) -> frozenset[str] | None:
    """The platforms that may send a version; None where the plan names none: all code may."""
    named = version.sources
    if named is not None:
        return frozenset(named)
    return frozenset(subject.plan.sources) or None


def _unknown(calls: Iterable[Call], sources: frozenset[str] | None) -> frozenset[int]:
    """The calls of the sources that may send an event that they do not name."""
    # of what is narrowed down, all names are known
    known = (None, DynamicReason.GUARDED)
    unknown = (call for call in calls if call.dynamic not in known)
    return frozenset(id(call) for call in unknown if not _are_apart({call.source}, sources))


def _are_apart(code: Iterable[str | None], sources: frozenset[str] | None) -> bool:
    """Whether code of some platforms sends nothing for the sources (None: of any platform)."""
    every = frozenset(code)
    if not every:
        return True
    return sources is not None and None not in every and every.isdisjoint(sources)


def _have_unknown_names(count: int, what: str) -> str:
    return f"{plural(count, what)} {'has an unknown name' if count == 1 else 'have unknown names'}"
