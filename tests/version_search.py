"""Rules about changes over random schemas: `python tests/version_search.py --seed 1 --count 20000`.

What the rules call safe for producers is searched for a payload that the old version accepts and
the new one rejects; of what they call a break, a witness is asked for, which both engines have to
confirm. Exits with 1 where a payload refutes a verdict.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from random import Random

from random_schemas import Schema, edited, event_schema

from tracking_plan.place import Place
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry.proofs.samples import samples
from tracking_plan.registry.steps.change import Effect
from tracking_plan.registry.steps.step import Shared, Side, Step
from tracking_plan.registry.verdict import Verdict, verdict
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import Validator

Counts = Counter[str]
_SAMPLES = 40
_SAFE = frozenset((Effect.SAFE, Effect.NOTICE))


class _Nowhere:
    def shared(self, path: str) -> Shared | None:
        return None

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        return None


def step_of(old: Schema, new: Schema) -> Step:
    """A step between two schemas, of version 1.0 both."""
    old_side, new_side = (
        Side(event="E", version=Version(1, 0), schema=schema, places=_Nowhere())
        for schema in (old, new)
    )
    return Step(old=old_side, new=new_side, day=date(2026, 1, 1))


def search(seed: int, count: int, *, shows: bool = False) -> Counts:
    """As many random steps: how many are safe, and break, and what speaks against that."""
    chance, counts = Random(seed), Counts()
    for _ in range(count):
        old = event_schema(chance)
        new = edited(old, chance)
        found = verdict(step_of(old, new), Compatibility.ALL)
        for what in what_is_said(found, chance):
            counts[what] += 1
            if shows and what in (*REFUTATIONS, NO_WITNESS, UNNOTICED):
                print(f"{what}\n  {_json(old)}\n  {_json(new)}\n  {_changes(found)}")
    return counts


UNSOUND = "safe by the rules, and a payload refutes it"
UNSEEN = "safe, and a sample refutes it"
UNCONFIRMED = "a witness that an engine does not confirm"
NO_WITNESS = "a break of shape without a witness"
UNNOTICED = "another schema, and no change"
REFUTATIONS = (UNSOUND, UNSEEN, UNCONFIRMED)


def what_is_said(found: Verdict, chance: Random) -> Iterator[str]:
    """What a verdict about two schemas says, and what payloads say against it."""
    assert found.step.old is not None
    assert found.step.new is not None
    old, new = found.step.old.schema, found.step.new.schema
    yield "steps"
    is_safe = all(one.change.producers in _SAFE for one in found.changes)
    yield "safe" if is_safe else "not safe"
    if not found.changes and old != new and found.step.pairs:
        yield UNNOTICED
    if found.counterexample is not None:
        yield UNSOUND
    elif is_safe:
        yield f"safe, {found.proof}"
        engines = [Validator(new, engine) for engine in Engine]
        for payload in samples(old, chance, _SAMPLES):
            if not all(engine.is_valid(payload) for engine in engines):
                yield UNSEEN
    yield from _unconfirmed(old, new, [one.witness for one in found.changes])
    for one in found.changes:
        if one.change.producers is Effect.BREAK and one.change.pair is not None:
            yield "breaks of shape"
            if one.witness is None:
                yield NO_WITNESS


def _unconfirmed(old: Schema, new: Schema, witnesses: list[object]) -> Iterator[str]:
    """A word for each witness of which an engine does not find that it was valid and is no more."""
    shown = [each for each in witnesses if each is not None]
    engines = [(Validator(old, each), Validator(new, each)) for each in Engine] if shown else []
    for witness in shown:
        if not all(was.is_valid(witness) and not now.is_valid(witness) for was, now in engines):
            yield UNCONFIRMED


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _changes(found: Verdict) -> str:
    return "; ".join(
        f"{one.code.id} {one.change.path} {one.change.says}: {one.change.producers}"
        for one in found.changes
    )


def main() -> int:
    """Print the figures; 1 where something that is called safe is not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    start = time.process_time()
    counts = search(given.seed, given.count, shows=given.show)
    for what, count in sorted(counts.items()):
        print(f"{count:>8,} {what}")
    print(f"{time.process_time() - start:,.0f} s of processor time")
    return int(any(counts[what] for what in REFUTATIONS))


if __name__ == "__main__":
    sys.exit(main())
