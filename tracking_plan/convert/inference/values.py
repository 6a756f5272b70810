"""Counts the values of payloads, property by property.

This runs for each value of a capture, so that it is written for speed: what was there before takes
a look into a dictionary and a count.
"""

from tracking_plan.convert.inference.room import EventRoom
from tracking_plan.convert.inference.seen import LONGEST_TEXT, MOST_TEXTS, Seen
from tracking_plan.convert.inference.text_formats import is_impersonal, narrowed
from tracking_plan.convert.inference.text_looks import looks_of
from tracking_plan.personal.looks import suspect_number
from tracking_plan.place import Json

_LEAST_CARD = 10**13  # no shorter number is a card's
_BEYOND = float(1 << 63)  # from here on, parsers give whole numbers as floating point ones


def add_object(seen: Seen, value: dict[str, Json], room: EventRoom, depth: int) -> None:
    """Counts an object and what is in it; `depth` 1 is the top, where `$` names are an SDK's."""
    seen.objects += 1
    children = seen.children
    for name, inner in value.items():
        child = children.get(name)
        if child is None:
            if depth == 1 and name[:1] == "$":
                continue
            child = room.child(seen, name, depth)
            children = seen.children
            if child is None:
                continue
        child.count += 1
        if type(inner) is str:
            child.texts += 1
            known = child.texts_seen
            if known is not None and inner in known:
                known[inner] += 1
            else:
                _add_text(child, inner, room)
        elif type(inner) is int:
            child.integers += 1
            if inner > _LEAST_CARD:
                _add_number(child, inner)
        else:
            _add_other(child, inner, room, depth)


def _add_other(seen: Seen, value: Json, room: EventRoom, depth: int) -> None:
    """Counts a value that is neither a text nor an integer."""
    if value is None:
        seen.nulls += 1
    elif isinstance(value, bool):
        seen.booleans += 1
    elif isinstance(value, float):
        if -_BEYOND < value < _BEYOND:
            seen.numbers += 1
        else:
            seen.integers += 1
        if value > _LEAST_CARD:
            _add_number(seen, value)
    elif isinstance(value, dict):
        add_object(seen, value, room, depth + 1)
    elif isinstance(value, list):
        seen.arrays += 1
        if value:
            _add_items(seen, value, room, depth + 1)


def _add_items(seen: Seen, values: list[Json], room: EventRoom, depth: int) -> None:
    items = seen.items or room.items(seen, depth)
    if items is None:
        return
    for value in values:
        items.count += 1
        if isinstance(value, str):
            items.texts += 1
            known = items.texts_seen
            if known is not None and value in known:
                known[value] += 1
            else:
                _add_text(items, value, room)
        elif type(value) is int:
            items.integers += 1
            if value > _LEAST_CARD:
                _add_number(items, value)
        else:
            _add_other(items, value, room, depth)


def _add_text(seen: Seen, text: str, room: EventRoom) -> None:
    """What a text says that was not seen before, or is not kept."""
    known = seen.texts_seen
    if known is not None:
        if len(text) > LONGEST_TEXT or len(known) == MOST_TEXTS:
            seen.texts_seen = None
        else:
            known[text] = 1
    if seen.texts == 1:
        room.take_texts()
    formats = seen.formats
    if formats:
        formats = seen.formats = narrowed(formats, text)
        if is_impersonal(formats):
            return
    looks = looks_of(text)
    if looks is not None:
        seen.add_look(looks)


def _add_number(seen: Seen, number: float) -> None:
    looks = suspect_number(number)
    if looks is not None:
        seen.add_look(looks)
