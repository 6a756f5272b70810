"""Values that a schema accepts: small and edge values first, then random ones."""

from collections.abc import Iterator
from itertools import chain, islice
from random import Random

from tracking_plan.place import Json, JsonSchema
from tracking_plan.registry.proofs.accepting import accepting
from tracking_plan.registry.proofs.sampler import NO_VALUE, Sampler
from tracking_plan.registry.shapes.modern import modern
from tracking_plan.registry.shapes.read_shape import shape_of
from tracking_plan.validation.equality import comparable


def samples(schema: JsonSchema | bool, chance: Random, count: int) -> Iterator[Json]:
    """Up to `count` different values that a schema of any draft accepts.

    The first are small, or lie at its limits; `chance` draws the others. There are none where the
    schema does not compile or is too large.
    """
    written = modern(schema)
    accepts = accepting(written)
    try:
        shape = shape_of(written)
    except ValueError:
        return
    if accepts is None:
        return
    sampler, seen = Sampler(chance), set[object]()
    edges = islice(sampler.edges(shape), count * 4 + 50)
    drawn = (sampler.drawn(shape) for _ in range(count * 4 + 50))
    for value in chain(edges, drawn):
        if len(seen) >= count:
            return
        if value is not NO_VALUE and accepts(value) and comparable(value) not in seen:
            seen.add(comparable(value))
            yield value
