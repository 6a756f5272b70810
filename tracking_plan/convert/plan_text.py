"""Drafted events as the text of a plan."""

import json
import re
from collections.abc import Iterator, Mapping

from tracking_plan.convert.draft import Draft, Drafted, DraftEvent
from tracking_plan.convert.yaml_values import version_text
from tracking_plan.place import Json, Place
from tracking_plan.plan.pii import Pii
from tracking_plan.plan.text.nodes import core_value
from tracking_plan.report.escape import visible

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*(?: [A-Za-z0-9_-]+)*")
_OLD_BOOLEANS = frozenset(("y", "n", "yes", "no", "on", "off"))  # other readers' YAML 1.1
_MAX_PLACES = 5
_QUOTE = "'"  # of a version as a key: to JavaScript's readers, 1.0 is the number 1


def events_text(found: Draft) -> str:
    """The `events` of a plan in YAML, each with the places of its calls as comments."""
    lines = [line for event in found.events for line in event_lines(event)]
    return "events:\n" + "\n".join(lines) + "\n" if lines else "events: {}\n"


def traits_text(found: Draft) -> str:
    """The `traits` of a plan in YAML; empty where the code shows none."""
    if found.traits is None:
        return ""
    return "traits:\n" + "".join(f"{line}\n" for line in property_lines(found.traits, "  "))


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


def event_lines(event: DraftEvent) -> Iterator[str]:
    """An event, two columns in."""
    yield f"  {yaml_scalar(event.name)}:"
    for at in event.places[:_MAX_PLACES]:
        yield f"    # {_shown(at)}"
    if len(event.places) > _MAX_PLACES:
        yield f"    # and {len(event.places) - _MAX_PLACES} more"
    yield from (f"    # {remark}" for remark in event.remarks)
    yield "    status: active"
    if event.version is not None:
        yield f"    version: {version_text(event.version)}"
    yield from _body_lines(event, "    ")
    if event.older:
        yield "    previous:"
    for older in event.older:
        assert older.version is not None
        yield f"      {version_text(older.version, _QUOTE)}:"
        yield from (f"        # {remark}" for remark in older.remarks)
        yield "        status: deprecated"
        yield from _body_lines(older, "        ")


def _body_lines(event: DraftEvent, indent: str) -> Iterator[str]:
    """What an event version says of its payloads."""
    if event.sources is not None:
        yield f"{indent}sources: [{', '.join(map(yaml_scalar, event.sources))}]"
    if event.is_open:
        yield f"{indent}additional_properties: true  # some call passes more than can be seen here"
    elif event.others is not None:
        yield from _others_lines(event.others, indent)
    if event.properties:
        yield f"{indent}properties:"
        yield from property_lines(event.properties, f"{indent}  ", event.unsent)


def property_lines(
    properties: Mapping[str, Drafted], indent: str, unsent: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The properties of an object, each in shorthand where that says it all."""
    for name, found in properties.items():
        if name in unsent:
            yield f"{indent}# not sent yet: the call passes it in the wrong place"
        yield from _drafted_lines(f"{indent}{yaml_scalar(name)}:", found, f"{indent}  ")


def _drafted_lines(start: str, found: Drafted, indent: str) -> Iterator[str]:
    """A property, the items of an array or the values of a map."""
    remark = f"  # {found.remark}" if found.remark else ""
    if found.properties is None and found.items is None and found.others is None:
        yield f"{start} {_on_one_line(found)}{remark}"
        return
    yield f"{start}{remark}"
    yield f"{indent}type: {found.type}"
    if found.is_required:
        yield f"{indent}required: true"
    if found.is_nullable:
        yield f"{indent}nullable: true"
    if found.pii is not None:
        yield f"{indent}pii: {_pii(found.pii)}"
    if found.items is not None:
        yield from _drafted_lines(f"{indent}items:", found.items, f"{indent}  ")
    if found.others is not None:
        yield from _others_lines(found.others, indent)
    if found.properties is not None:
        yield f"{indent}properties:{'' if found.properties else ' {}'}"
        yield from property_lines(found.properties, f"{indent}  ")


def _others_lines(others: Drafted | bool, indent: str) -> Iterator[str]:
    """What keys may have that are not listed."""
    start = f"{indent}additional_properties:"
    if isinstance(others, bool):
        yield f"{start} {str(others).lower()}"
    else:
        yield from _drafted_lines(start, others, f"{indent}  ")


def _on_one_line(found: Drafted) -> str:
    """A property without others in it: its type alone where that says it all."""
    facts = [f"type: {found.type}"]
    if found.is_nullable:
        facts.append("nullable: true")
    if found.enum:
        facts.append(f"enum: [{', '.join(map(yaml_scalar, found.enum))}]")
    if found.format is not None:
        facts.append(f"format: {found.format}")
    if found.pii is not None:
        facts.append(f"pii: {_pii(found.pii)}")
    if len(facts) == 1:
        return f"{found.type}!" if found.is_required else found.type
    if found.is_required:
        facts.insert(1, "required: true")
    return f"{{{', '.join(facts)}}}"


def _pii(pii: Pii) -> str:
    reason = f", reason: {yaml_scalar(pii.reason)}" if pii.reason is not None else ""
    return f"{{kind: {pii.kind}, action: {pii.action}{reason}}}"


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
