"""Wording that U rules share: events and properties in messages, and related places."""

from collections.abc import Iterable

from tracking_plan.finding import Related
from tracking_plan.names.likeness import fold
from tracking_plan.plan.model import Event
from tracking_plan.usage.facts.call import Call, Method, SentEvent
from tracking_plan.usage.matching import MatchedCall


def defined(sent: SentEvent) -> tuple[Related, ...]:
    """Where the name of an event is defined, if not in the call."""
    if sent.defined is None:
        return ()
    return (Related(message=f"{sent.name!r} is defined here", at=sent.defined),)


def planned(event: Event) -> Related:
    """Where the plan has the event."""
    return Related(message=f"{event.name!r} is here", at=event.origin.place)


def about(matched: MatchedCall) -> tuple[Related, ...]:
    """Where the plan has the event that a call is compared with."""
    return (planned(matched.event),) if matched.event else ()


def variant(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that is `name` but for case and punctuation; None: there is none."""
    folded = fold(name)
    return next((other for other in names if fold(other) == folded and other != name), None)


def with_article(noun: str) -> str:
    """`a string`, `an integer`, `null`."""
    if noun == "null":
        return noun
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def shape(call: Call) -> str:
    """How a call of its SDK is written: `identify(id, {...})`, where `...` are what it sends."""
    nested = f'{{"{call.nested_key}": {{...}}}}' if call.nested_key else "{...}"
    arguments = (
        ("name", call.method in (Method.TRACK, Method.STEP)),
        ("id", call.user_id is not None),
        ("new_id", call.new_user_id is not None),
        (nested, bool(call.objects) and call.method is not Method.ALIAS),
    )
    return f"{call.method}({', '.join(written for written, is_taken in arguments if is_taken)})"
