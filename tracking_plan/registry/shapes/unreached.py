"""Definitions of a document to which nothing in it leads, so that they say nothing of its values.

A document that holds definitions alone accepts anything. Who compares two of them means what they
define, and has to be told that nothing of it was looked at.
"""

from collections.abc import Iterator
from urllib.parse import unquote

from tracking_plan.place import Json, JsonSchema

_DEFINITIONS = ("$defs", "definitions")
_OTHER_WAYS = frozenset(
    ("$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveAnchor", "$recursiveRef")
)
_Named = tuple[str, str]


def set_apart(document: Json) -> Json:
    """The document with unreached definitions under names that say so: they are no keywords.

    One that refers to anything in another way than by a path from its top stays as it is.
    """
    if not isinstance(document, dict):
        return document
    defined = dict(_defined(document))
    if not defined:
        return document
    top = {key: value for key, value in document.items() if key not in _DEFINITIONS}
    left = set(defined)
    waiting: list[Json] = [top]
    while waiting:
        for reference in _references(waiting.pop()):
            named = _named(reference)
            if named is None:
                return document
            if named in left:
                left.remove(named)
                waiting.append(defined[named])
    if not left:
        return document
    return top | _kept(document, left) | {_said(one): defined[one] for one in sorted(left)}


def _defined(document: JsonSchema) -> Iterator[tuple[_Named, Json]]:
    for keyword in _DEFINITIONS:
        inner = document.get(keyword)
        if isinstance(inner, dict):
            for name, schema in inner.items():
                yield (keyword, name), schema


def _references(schema: Json) -> Iterator[str | None]:
    """All references within, whatever stands around them; None for another way to refer."""
    waiting = [schema]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if not _OTHER_WAYS.isdisjoint(one):
                yield None
            reference = one.get("$ref")
            if isinstance(reference, str):
                yield reference
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def _named(reference: str | None) -> _Named | None:
    """The definition that a path leads to or into, or what is elsewhere; None: it is no path."""
    if reference is None or not (reference == "#" or reference.startswith("#/")):
        return None
    steps = [unquote(step).replace("~1", "/").replace("~0", "~") for step in reference.split("/")]
    return (steps[1], steps[2]) if len(steps) > 2 else ("", "")


def _kept(document: JsonSchema, left: set[_Named]) -> JsonSchema:
    """What is left of the definitions."""
    found: JsonSchema = {}
    for keyword in _DEFINITIONS:
        inner = document.get(keyword)
        if isinstance(inner, dict):
            found[keyword] = {k: v for k, v in inner.items() if (keyword, k) not in left}
        elif keyword in document:
            found[keyword] = inner
    return found


def _said(named: _Named) -> str:
    return f"{'/'.join(named)} (to which nothing leads)"
