"""Proofs and witnesses over random schemas: `python tests/compatibility_search.py --seed 1`.

A proof that a witness contradicts ends the run, and so does a sample that an engine refuses. What
is refuted and has no witness is counted, and shown.
"""

import argparse
import json
import time
from collections import Counter
from random import Random

from random_schemas import Schema, edited, event_schema

from tracking_plan.registry.proofs.containment import Proof, proof
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.proofs.witness import NO_WITNESS, witness
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

Counts = Counter[str]


class ContradictionError(AssertionError):
    """A proof and a payload contradict each other."""


def compare_versions(seed: int, count: int, *, shows: bool = False) -> Counts:
    """As many random pairs of schemas: what is proved of each, and whether it has a witness."""
    chance, counts = Random(seed), Counts()
    for _ in range(count):
        old = event_schema(chance)
        new = edited(old, chance)
        said = proof(old, new)
        found = witness(old, new, None, chance)
        counts[said] += 1
        if found is not NO_WITNESS:
            counts[f"{said}, with a witness"] += 1
        elif said is Proof.REFUTED and shows:
            print(f"no witness\n  {_shown(old)}\n  {_shown(new)}")
        if said is Proof.PROVED and found is not NO_WITNESS:
            raise ContradictionError(f"{_shown(found)}\n  {_shown(old)}\n  {_shown(new)}")
    return counts


def check_samples(seed: int, schemas: int, each: int) -> Counts:
    """Samples of as many random schemas, to both engines."""
    chance, counts = Random(seed), Counts()
    for _ in range(schemas):
        schema: Schema = event_schema(chance)
        engines = [Validator(schema, engine) for engine in Engine]
        found = [*samples(schema, chance, each)]
        counts["samples"] += len(found)
        counts["schemas without any"] += not found
        for value in found:
            if not all(engine.is_valid(value) for engine in engines):
                raise ContradictionError(f"{_shown(value)}\n  {_shown(schema)}")
    return counts


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=10_000)
    options = parser.parse_args()
    started = time.perf_counter()
    counts = compare_versions(options.seed, options.count, shows=True)
    taken = (time.perf_counter() - started) / options.count
    for name, number in sorted((counts + check_samples(options.seed, 500, 50)).items()):
        print(f"{number:8,}  {name}")
    print(f"{taken * 1000:8.1f}  ms for each pair")


if __name__ == "__main__":
    main()
