"""Rows for the functions that a plan's `usage.adapters` name."""

from tracking_plan.plan.settings import Adapter
from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature


def sdk_of(adapter: Adapter) -> Sdk | None:
    """The row that an adapter of the plan means; None where it is not of the `callee` kind."""
    if not adapter.callee:
        return None
    signature = Signature(
        name=adapter.callee.rsplit(".", 1)[-1],
        method=Method.TRACK if adapter.event is not None else Method.IDENTIFY,
        event=_parameter(adapter.event),
        properties=_parameter(adapter.properties),
        user_id=_parameter(adapter.user_id),
    )
    return Sdk(
        name=adapter.name,
        languages=adapter.languages,
        signatures=(signature,),
        callee=adapter.callee,
    )


def _parameter(place: int | str | None) -> Parameter | None:
    if place is None:
        return None
    if isinstance(place, int):
        return Parameter(position=place)
    return Parameter(keyword=place)
