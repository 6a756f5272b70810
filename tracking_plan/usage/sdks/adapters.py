"""The tracking functions that a plan's `usage.adapters` describe."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from tracking_plan.plan.settings import Adapter
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.facts.derivation import Derivation
from tracking_plan.usage.facts.markup import component_name, property_name
from tracking_plan.usage.sdks.shape import Naming, Parameter, Signature, TrackingFunction

_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[^{}]+")
_EVENT = "event"


def functions_of(adapters: Iterable[Adapter]) -> Iterator[TrackingFunction]:
    """The functions and components that adapters describe, each with the place of its row."""
    for row, adapter in enumerate(adapters):
        described = adapter.callee or component_name(adapter.component or "")
        if not described:
            continue
        attribute = (adapter.attribute,) if adapter.attribute else ()
        event = _places(adapter, adapter.event or attribute)
        naming = _naming(adapter, event)
        signature = Signature(
            name=described.rsplit(".", 1)[-1],
            method=Method.TRACK if event or naming else Method.IDENTIFY,
            event=event,
            properties=_rest() if adapter.takes_rest else _places(adapter, adapter.properties),
            user_id=_places(adapter, adapter.user_id),
            naming=naming,
        )
        yield TrackingFunction(
            name=adapter.name,
            callee=described,
            signature=signature,
            languages=adapter.languages,
            paths=adapter.paths,
            row=row,
            is_component=adapter.callee is None,
            module=adapter.module,
            adds=adapter.adds,
        )


def _places(adapter: Adapter, places: tuple[int | str, ...]) -> Parameter | None:
    """The parameter at some places of a call, or in attributes, as code and markup call these."""
    if adapter.callee is None:
        names = [place for place in places if isinstance(place, str)]
        places = tuple(dict.fromkeys((*names, *map(property_name, names))))
    return _parameter(places)


def _rest() -> Parameter:
    return Parameter(is_rest=True)


def _parameter(places: tuple[int | str, ...]) -> Parameter | None:
    """The parameter that may be at any of the places; None where there are none."""
    every = [_at(place) for place in places]
    return replace(every[0], alternatives=tuple(every[1:])) if every else None


def _at(place: int | str) -> Parameter:
    return Parameter(position=place) if isinstance(place, int) else Parameter(keyword=place)


def _naming(adapter: Adapter, event: Parameter | None) -> Naming | None:
    """How the name is made; None where the event is sent as it is given."""
    if adapter.template is None and adapter.name_transform is None:
        return None
    pieces = () if adapter.template is None else tuple(_pieces(adapter.template, event))
    return Naming(pieces=pieces, derivation=_derivation(adapter.name_transform))


def _pieces(template: str, event: Parameter | None) -> Iterator[str | Parameter]:
    for token in _TOKEN.finditer(template):
        part = token[1]
        if part is None:
            yield token[0][:1] if token[0] in ("{{", "}}") else token[0]
        elif part == _EVENT and event is not None:
            yield event
        else:
            yield _at(int(part) if part.isdigit() else part)


def _derivation(transform: str | None) -> Derivation | None:
    """What a `name_transform` says: `snake_case(member)`, `raw_value`, `constructor argument 0`."""
    if transform is None:
        return None
    style, _, of = transform.partition("(")
    if of:
        return Derivation(style=style)
    last = transform.rpartition(" ")[2]
    return Derivation(argument=int(last) if last.isdigit() else None)
