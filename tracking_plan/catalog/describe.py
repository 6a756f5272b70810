"""All that a plan says of an event, as lines of text."""

from collections.abc import Iterator, Sequence

from tracking_plan.names.phrases import json_text, literal
from tracking_plan.plan.model import EnumValue, Event, EventVersion, Property, Status, Type
from tracking_plan.plan.pii import PiiKind

_INDENT = "  "


def describe(event: Event) -> Iterator[str]:
    """The lines: what it is, what it carries, its examples, and its older versions."""
    where = event.origin.place.position(with_column=False)
    yield f"{event.name} {event.current.version} ({event.status}), {where}"
    if event.description:
        yield ""
        yield from event.description.splitlines()
    facts = [line for name, text in _facts(event) if text for line in (f"{name}: {text}",)]
    if facts:
        yield ""
        yield from facts
    yield ""
    yield from _carries(event.current)
    if event.examples:
        yield ""
        yield "Examples:"
        yield from (_INDENT + json_text(example) for example in event.examples)
    for version in event.previous:
        yield ""
        yield from _older(version)


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    current = event.current
    yield "Sent", " ".join((event.trigger or "").split())
    yield "Answers", ", ".join(event.answers)
    yield "Owner", event.owner or ""
    yield "Sources", ", ".join(current.sources) if current.sources else "any"
    yield "Tags", ", ".join(event.tags)
    yield "Previous names", ", ".join(event.previous_names)
    yield "Use instead", event.replaced_by or ""
    yield "Counts as retired from", str(current.sunset) if current.sunset else ""
    for key, value in event.metadata.items():
        yield key, value if isinstance(value, str) else json_text(value)


def _older(version: EventVersion) -> Iterator[str]:
    until = f", counts as retired from {version.sunset}" if version.sunset else ""
    yield f"Version {version.version} ({version.status}{until})"
    if version.description:
        yield from (_INDENT + line for line in version.description.splitlines())
    yield from _carries(version)


def _carries(version: EventVersion) -> Iterator[str]:
    rest = ", and any other" if version.additional_properties is True else ""
    if not version.properties and version.others is None:
        yield "Properties: any" if version.additional_properties else "Properties: none"
        return
    yield f"Properties (* is required){rest}:"
    yield from _properties(version.properties, _INDENT)
    if version.others is not None:
        yield from _property(version.others, "any other", _INDENT)


def _properties(properties: Sequence[Property], indent: str) -> Iterator[str]:
    for prop in properties:
        yield from _property(prop, f"{prop.name}{'*' if prop.required else ''}", indent)


def _property(prop: Property, name: str, indent: str) -> Iterator[str]:
    yield f"{indent}{name}: {', '.join(_traits(prop))}"
    if prop.description:
        yield from (f"{indent}{_INDENT * 2}{line}" for line in prop.description.splitlines())
    inner = prop.items if prop.items is not None else prop
    if inner.properties is None and inner.others is not None:
        inner = inner.others  # the type of a map says what it holds
    yield from _properties(inner.properties or (), indent + _INDENT)
    if inner.others is not None:
        yield from _property(inner.others, "any other", indent + _INDENT)


def _traits(prop: Property) -> Iterator[str]:
    """What a property is, phrase by phrase."""
    yield _type(prop)
    if prop.enum is not None:
        yield "one of " + " | ".join(map(_entry, prop.enum))
    if prop.const is not None:
        yield f"always {json_text(prop.const)}"
    for name, text in (("format", prop.format), ("pattern", prop.pattern), ("unit", prop.unit)):
        if text is not None:
            yield f"{name} {text}"
    for name, limit in prop.limits.items():
        yield f"{name} {literal(limit)}"
    if prop.pii is not None:
        is_none = prop.pii.kind is PiiKind.NONE
        yield "not personal" if is_none else f"personal ({prop.pii.kind}): {prop.pii.action}"
    yield from _life(prop)
    if prop.is_common:
        yield "common"
    if prop.examples:
        yield "such as " + ", ".join(map(json_text, prop.examples))


def _life(prop: Property) -> Iterator[str]:
    if prop.status is not Status.ACTIVE:
        instead = f", use {prop.replaced_by} instead" if prop.replaced_by else ""
        yield f"{prop.status}{instead}"
    if prop.sunset is not None:
        yield f"counts as retired from {prop.sunset}"


def _entry(entry: EnumValue) -> str:
    """A value of a list, and whether it should still be sent."""
    shown = json_text(entry.value)
    if not entry.is_deprecated:
        return shown
    instead = entry.replaced_by
    use = f", use {json_text(instead)} instead" if instead is not None else ""
    return f"{shown} (deprecated{use})"


def _type(prop: Property) -> str:
    text = _plain_type(prop)
    if prop.type is Type.ARRAY and prop.items is not None:
        text = f"array of {_plain_type(prop.items)}"
    return f"{text} or null" if prop.nullable else text


def _plain_type(prop: Property) -> str:
    """The type; of an object that lists no keys, what they hold."""
    is_map = prop.properties is None and prop.others is not None
    return f"map of {prop.others.type}" if is_map and prop.others else str(prop.type)
