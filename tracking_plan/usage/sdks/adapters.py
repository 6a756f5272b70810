"""The tracking functions that a plan's `usage.adapters` describe."""

from dataclasses import replace

from tracking_plan.plan.settings import Adapter
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Signature, TrackingFunction


def function_of(adapter: Adapter) -> TrackingFunction | None:
    """The function that an adapter describes; None where it is not of the `callee` kind."""
    if not adapter.callee:
        return None
    signature = Signature(
        name=adapter.callee.rsplit(".", 1)[-1],
        method=Method.TRACK if adapter.event else Method.IDENTIFY,
        event=_parameter(adapter.event),
        properties=_parameter(adapter.properties),
        user_id=_parameter(adapter.user_id),
    )
    return TrackingFunction(
        name=adapter.name,
        callee=adapter.callee,
        signature=signature,
        languages=adapter.languages,
        module=adapter.module,
        adds=adapter.adds,
    )


def _parameter(places: tuple[int | str, ...]) -> Parameter | None:
    """The parameter that may be at any of the places; None where there are none."""
    every = [
        Parameter(position=place) if isinstance(place, int) else Parameter(keyword=place)
        for place in places
    ]
    return replace(every[0], alternatives=tuple(every[1:])) if every else None
