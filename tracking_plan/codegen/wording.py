"""What the documentation of a helper says about a property, a version and an event."""

from collections.abc import Iterator

from tracking_plan.names.phrases import json_text
from tracking_plan.plan.model import EnumValue, Event, EventVersion, Property, Status
from tracking_plan.plan.pii import PiiAction

_SHOWN_VALUES = 12  # of a long enum
_ENDS = (".", "!", "?")

_LIMITS = {
    "minimum": "At least {}.",
    "exclusive_minimum": "More than {}.",
    "maximum": "At most {}.",
    "exclusive_maximum": "Less than {}.",
    "multiple_of": "A multiple of {}.",
    "min_length": "Length at least {}.",
    "max_length": "Length at most {}.",
    "min_items": "Items: at least {}.",
    "max_items": "Items: at most {}.",
}
_PII = {
    PiiAction.HASH: "Personal data: a keyed hash of it is sent.",
    PiiAction.DROP: "Personal data: never sent.",
    PiiAction.ALLOW: "Personal data: sent as it is.",
}


def sentence(text: str) -> str:
    """The text on one line, ending as a sentence does."""
    line = " ".join(text.split())
    return line if not line or line.endswith(_ENDS) else f"{line}."


def property_doc(prop: Property) -> str:
    """All that the plan says of a property, in sentences."""
    return " ".join(one for one in _property_sentences(prop) if one)


def event_notes(event: Event, version: EventVersion) -> Iterator[str]:
    """The paragraphs after the first: when to send it, what it is on the wire, whose it is."""
    if event.trigger and version is event.current:
        yield sentence(event.trigger)
    wire = f"Event {json_text(event.name)}, version {version.version}."
    yield f"{wire} Owner: {sentence(event.owner)}" if event.owner else wire
    if version.status is Status.DRAFT:
        yield "A draft: planned, not yet agreed."


def deprecation(event: Event, version: EventVersion) -> str | None:
    """Why the helper is deprecated; None where it is not."""
    if version is not event.current:
        return f"version {version.version} of {json_text(event.name)}: send {event.current.version}"
    if event.status is not Status.DEPRECATED:
        return None
    if event.replaced_by is None:
        return f"{json_text(event.name)} is deprecated"
    return f"{json_text(event.name)} is deprecated: send {json_text(event.replaced_by)}"


def _property_sentences(prop: Property) -> Iterator[str]:
    yield sentence(prop.description or "")
    if prop.unit:
        yield f"Unit: {sentence(prop.unit)}"
    yield from _value_sentences(prop)
    if prop.pii and prop.pii.is_personal:
        yield _PII.get(prop.pii.action, "")
    if prop.status is Status.DEPRECATED:
        instead = f": use {json_text(prop.replaced_by)}" if prop.replaced_by else ""
        yield f"Deprecated{instead}."


def _value_sentences(prop: Property) -> Iterator[str]:
    if prop.const is not None:
        yield f"Always {json_text(prop.const)}."
    if prop.enum:
        yield _one_of(prop.enum)
    for key, words in _LIMITS.items():
        if key in prop.limits:
            yield words.format(json_text(prop.limits[key]))
    if prop.limits.get("unique_items"):
        yield "No item twice."
    if prop.format:
        yield f"Format: {prop.format}."
    if prop.pattern:
        yield f"Matches {json_text(prop.pattern)}."


def _one_of(values: tuple[EnumValue, ...]) -> str:
    shown = ", ".join(_explained(value) for value in values[:_SHOWN_VALUES])
    rest = len(values) - _SHOWN_VALUES
    return f"One of {shown}, and {rest} more." if rest > 0 else f"One of {shown}."


def _explained(value: EnumValue) -> str:
    notes = [" ".join((value.description or "").split()).rstrip(".")]
    if value.is_deprecated:
        instead = value.replaced_by
        use = f": use {json_text(instead)}" if instead is not None else ""
        notes.append(f"deprecated{use}")
    said = "; ".join(filter(None, notes))
    return f"{json_text(value.value)} ({said})" if said else json_text(value.value)
