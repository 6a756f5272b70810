"""Which planned events nothing sends, and of which that cannot be said.

An event is only said to be sent by nothing where no call of its sources has an unknown name, no
code of them was left unread, and no call may be of an SDK without showing it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tracking_plan.altertable.system_names import is_system
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Event, Status
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
    reasons = [(event, tuple(_reasons(subject, event))) for event in unnamed]
    judged = [event for event, why in reasons if not why]
    tested = {sent.name for call in subject.scan.in_tests for sent in call.events}
    return Coverage(
        untracked=tuple(event for event in judged if event.name not in tested),
        in_tests=tuple(event for event in judged if event.name in tested),
        unjudged=tuple(event for event, why in reasons if why),
        reasons=tuple(dict.fromkeys(reason for _, why in reasons for reason in why)),
    )


def unjudged_line(found: Coverage) -> str | None:
    """The closing line that counts the events that are not judged; None where all are."""
    if not found.unjudged:
        return None
    return f"{plural(len(found.unjudged), 'event')} not judged: {', '.join(found.reasons)}"


def _reasons(subject: Subject, event: Event) -> Iterator[str]:
    """Why an event may be sent although no call names it."""
    scan, sources = subject.scan, _sources(subject, event)
    unknown = _unknown(scan.calls, sources)
    if unknown:
        yield _have_unknown_names(unknown, "call")
    possible = _unknown(scan.doubtful, sources)
    if possible:
        yield _have_unknown_names(possible, "possible call")
    if not _are_apart(scan.unread, sources):
        yield "code that may send them was not read"
    if sources is not None and not sources <= scan.sources:
        yield "their sources have no code here"


def _sources(subject: Subject, event: Event) -> frozenset[str] | None:
    """The platforms that may send an event; None where the plan names none: all code may."""
    named = event.current.sources
    if named is not None:
        return frozenset(named)
    return frozenset(subject.plan.sources) or None


def _unknown(calls: Iterable[Call], sources: frozenset[str] | None) -> int:
    """How many calls of the sources may send an event that they do not name."""
    # what is no text is no event either; of what is narrowed down, all names are known
    known = (None, DynamicReason.NO_TEXT, DynamicReason.GUARDED)
    unknown = (call for call in calls if call.dynamic not in known)
    return sum(1 for call in unknown if not _are_apart({call.source}, sources))


def _are_apart(code: Iterable[str | None], sources: frozenset[str] | None) -> bool:
    """Whether code of some platforms sends nothing for the sources (None: of any platform)."""
    every = frozenset(code)
    if not every:
        return True
    return sources is not None and None not in every and every.isdisjoint(sources)


def _have_unknown_names(count: int, what: str) -> str:
    return f"{plural(count, what)} {'has an unknown name' if count == 1 else 'have unknown names'}"
