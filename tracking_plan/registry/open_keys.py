"""Changes that list a key of an open object: what captured payloads can settle."""

from tracking_plan.registry.steps.change import Change, Effect
from tracking_plan.registry.steps.pair import At


def is_open_key(change: Change) -> bool:
    """Whether a change lists a key that could be in use with other values."""
    pair = change.pair
    return (
        change.producers is Effect.BREAK
        and pair is not None
        and pair.at is At.KEY
        and pair.is_added
        and not pair.is_required
        and pair.before.is_anything
    )
