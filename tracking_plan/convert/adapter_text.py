"""Proposed adapters as values and as text of a plan."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tracking_plan.convert.yaml_values import flow
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.report.escape import visible
from tracking_plan.usage.discovery.candidate import Argument, Candidate, Proposed

_SHOWN = 3  # names, in a comment


class AdapterEntry(NamedTuple):
    """An adapter as the plan has it, and the comment above it."""

    comment: str
    value: Mapping[str, Json]


def entries(found: Iterable[Candidate], taken: Iterable[str] = ()) -> Iterator[AdapterEntry]:
    """An entry for each adapter of some candidates, once; none has a name that is `taken`."""
    names, seen = set(taken), set[Proposed]()
    for candidate in found:
        for adapter in candidate.adapters:
            if adapter in seen:
                continue
            seen.add(adapter)
            name = _free(adapter.name, names)
            names.add(name)
            yield AdapterEntry(_comment(candidate), value(adapter, name))


def value(adapter: Proposed, name: str) -> dict[str, Json]:
    """The adapter as the plan has it, under a name."""
    found: dict[str, Json] = {"name": name}
    if adapter.languages:
        found["languages"] = list(adapter.languages)
    found["callee"] = adapter.callee
    if adapter.module is not None:
        found["from"] = adapter.module
    places = (adapter.event, adapter.properties, adapter.user_id)
    for key, place in zip(("event", "properties", "user_id"), places, strict=True):
        if place:
            found[key] = _places(place)
    if adapter.template is not None:
        found["template"] = adapter.template
    return found


def item_lines(entry: AdapterEntry, indent: int) -> list[str]:
    """The lines of an item of `adapters` in block style, from a column on."""
    start = " " * indent
    return [f"{start}# {entry.comment}", f"{start}- {flow(dict(entry.value))}"]


def usage_lines(found: Iterable[AdapterEntry]) -> Iterator[str]:
    """The lines of a whole `usage` with these adapters; nothing where there are none."""
    every = tuple(found)
    if every:
        yield "usage:"
        yield "  adapters:"
    for entry in every:
        yield from item_lines(entry, 4)


def _places(places: tuple[Argument, ...]) -> Json:
    return places[0] if len(places) == 1 else list(places)


def _comment(candidate: Candidate) -> str:
    """What the code gives the function, on one line."""
    shown = ", ".join(repr(name) for name in candidate.events[:_SHOWN])
    names, calls = plural(len(candidate.events), "name"), plural(candidate.calls, "call")
    by_way = f" of {candidate.callee}" if candidate.sender is not None else ""
    return visible(f"{names} in {calls}{by_way}, such as {shown}")


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where another adapter has it."""
    if name not in taken:
        return name
    return next(f"{name}-{n}" for n in range(2, len(taken) + 3) if f"{name}-{n}" not in taken)
