"""The tracking functions that a plan's `usage.adapters` describe."""

from tracking_plan.plan.settings import Adapter
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Signature, TrackingFunction


def function_of(adapter: Adapter) -> TrackingFunction | None:
    """The function that an adapter describes; None where it is not of the `callee` kind."""
    if not adapter.callee:
        return None
    signature = Signature(
        name=adapter.callee.rsplit(".", 1)[-1],
        method=Method.TRACK if adapter.event is not None else Method.IDENTIFY,
        event=_parameter(adapter.event),
        properties=_parameter(adapter.properties),
        user_id=_parameter(adapter.user_id),
    )
    return TrackingFunction(
        name=adapter.name,
        callee=adapter.callee,
        signature=signature,
        languages=adapter.languages,
    )


def _parameter(place: int | str | None) -> Parameter | None:
    if place is None:
        return None
    if isinstance(place, int):
        return Parameter(position=place)
    return Parameter(keyword=place)
