"""Drafted events as the text of a plan."""

import json
import re
from collections.abc import Iterator, Mapping

from tracking_plan.convert.draft import Draft, Drafted, DraftEvent
from tracking_plan.place import Json, Place
from tracking_plan.plan.text.nodes import core_value
from tracking_plan.report.escape import visible

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")
_OLD_BOOLEANS = frozenset(("y", "n", "yes", "no", "on", "off"))  # other readers' YAML 1.1
_MAX_PLACES = 5
_REASON = "the code sends it, nobody has looked at it yet"


def events_text(found: Draft) -> str:
    """The `events` of a plan in YAML, each with the places of its calls as comments."""
    lines = [line for event in found.events for line in _event_lines(event)]
    return "events:\n" + "\n".join(lines) + "\n" if lines else "events: {}\n"


def traits_text(found: Draft) -> str:
    """The `traits` of a plan in YAML; empty where the code shows none."""
    if found.traits is None:
        return ""
    return "traits:\n" + "".join(f"{line}\n" for line in _property_lines(found.traits, "  "))


def unnamed_text(found: Draft) -> str:
    """Comments that list the calls whose event is not known, and names that no plan can have."""
    lines = []
    if found.unnamed:
        lines.append("Calls whose event name could not be told from the code alone:")
        lines += [f"  {_shown(at)}" for at in found.unnamed]
    if found.refused:
        lines.append("Names that calls send and that a plan cannot have:")
    for one in found.refused:
        lines.append(f"  {_shown(one.at)}: {one.what} {visible(repr(one.name))} {one.reason}")
    return "".join(f"# {line}\n" for line in lines)


def _event_lines(event: DraftEvent) -> Iterator[str]:
    yield f"  {yaml_scalar(event.name)}:"
    for at in event.places[:_MAX_PLACES]:
        yield f"    # {_shown(at)}"
    if len(event.places) > _MAX_PLACES:
        yield f"    # and {len(event.places) - _MAX_PLACES} more"
    yield "    status: active"
    if event.sources is not None:
        yield f"    sources: [{', '.join(map(yaml_scalar, event.sources))}]"
    if event.is_open:
        yield "    additional_properties: true  # some call passes more than can be seen here"
    if event.properties:
        yield "    properties:"
        yield from _property_lines(event.properties, "      ", event.unsent)


def _property_lines(
    properties: Mapping[str, Drafted], indent: str, unsent: frozenset[str] = frozenset()
) -> Iterator[str]:
    for name, found in properties.items():
        if name in unsent:
            yield f"{indent}# not sent yet: the call passes it in the wrong place"
        yield from _drafted_lines(f"{indent}{yaml_scalar(name)}:", found, indent + "  ")


def _drafted_lines(start: str, found: Drafted, indent: str) -> Iterator[str]:
    """A property or the items of an array, in shorthand where its type says it all."""
    if found.properties is None and found.items is None:
        yield f"{start} {_on_one_line(found)}"
        return
    yield start
    yield f"{indent}type: {found.type}"
    if found.is_nullable:
        yield f"{indent}nullable: true"
    if found.items is not None:
        yield from _drafted_lines(f"{indent}items:", found.items, indent + "  ")
    if found.properties is not None:
        yield f"{indent}properties:"
        yield from _property_lines(found.properties, indent + "  ")


def _on_one_line(found: Drafted) -> str:
    """A property without others in it: its type alone where that says it all."""
    facts = [f"type: {found.type}"]
    if found.is_nullable:
        facts.append("nullable: true")
    if found.enum:
        facts.append(f"enum: [{', '.join(map(yaml_scalar, found.enum))}]")
    if found.pii is not None:
        facts.append(f"pii: {{kind: {found.pii}, action: allow, reason: {yaml_scalar(_REASON)}}}")
    return f"{{{', '.join(facts)}}}" if len(facts) > 1 else found.type


def _shown(at: Place) -> str:
    return visible(at.position(with_column=False))


def yaml_scalar(value: str) -> str:
    """The YAML scalar that is this text: plain where that is surely the text, else quoted."""
    plain: Json = core_value(value)
    if plain == value and _PLAIN.fullmatch(value) and value.lower() not in _OLD_BOOLEANS:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escape(c) for c in quoted)


def _escape(character: str) -> str:
    return f"\\U{ord(character):08x}"
