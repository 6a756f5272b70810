"""Properties that are gone, or on their way out."""

from tracking_plan.plan.facts import REPLACED_BY, STATUS
from tracking_plan.plan.model import Status
from tracking_plan.registry.shapes.shape import Shape
from tracking_plan.registry.steps.change import Change, Effect
from tracking_plan.registry.steps.pair import Pair


def is_retired(shape: Shape | None) -> bool:
    """Whether a property is listed to say that it must not be sent any more."""
    return shape is not None and shape.facts.get(STATUS) == Status.RETIRED


def replacement(pair: Pair) -> str | None:
    """The property beside it that a removed one said to be replaced by, if that is there."""
    name = pair.old.facts.get(REPLACED_BY) if pair.old is not None else None
    is_there = pair.parent is not None and name in pair.parent.after.properties
    return name if isinstance(name, str) and is_there else None


def gone(pair: Pair, says: str) -> Change:
    """The change that it is when a key is no longer listed."""
    return Change(
        says=says,
        producers=Effect.BREAK if pair.after.is_nothing else Effect.SAFE,
        consumers=Effect.BREAK,
        path=pair.path,
        pair=pair if pair.after.is_nothing else None,
        hint="mark it `deprecated` first, so that whoever sends or reads it can follow",
    )
