"""Arguments that a call gives by position and by keyword, which fails when it runs."""

from collections.abc import Iterator

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import Invocation
from tracking_plan.usage.sdks.shape import Signature


def given_twice(call: Invocation, signature: Signature) -> Iterator[tuple[str, Span]]:
    """The keywords of parameters that are given by their position, too, and where they stand."""
    count = 0
    for argument in call.arguments:
        if argument.is_spread or argument.is_keyword_spread:
            break
        count += argument.keyword is None
    positions = {
        place.keyword: place.position
        for place in signature.places
        if place.keyword is not None and place.position is not None
    }
    for argument in call.arguments:
        position = positions.get(argument.keyword) if argument.keyword else None
        if argument.keyword and position is not None and position < count:
            yield argument.keyword, argument.value.at
