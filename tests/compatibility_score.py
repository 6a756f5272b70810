"""How `diff --json-schema` does on labelled pairs: `python tests/compatibility_score.py DATA`.

DATA is JSON. It has `tests`, each with an `id`, an `original` and an `updated` schema, and a
`compatibility`: `backward` or `both` where all that was valid stays valid, `none` where not. Or it
is a list, each with a `description`, an `original_schema`, an `update_schema`, and whether the two
are `compatible`. The exit code is 1 where the `jsonschema` library contradicts an answer.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from contradictions import SAFE, contradictions

from tracking_plan.place import Json
from tracking_plan.registry.documents import compare_documents
from tracking_plan.registry.steps.change import Effect

DAY = date(2026, 1, 1)


class Labelled(NamedTuple):
    """Two schemas, and whether all that the old one accepts is said to be accepted by the new."""

    name: str
    old: Json
    new: Json
    is_compatible: bool


def labelled(data: Any) -> Iterator[Labelled]:
    """The pairs of either form of data."""
    if isinstance(data, dict):
        for one in data["tests"]:
            is_compatible = one["compatibility"] != "none"
            yield Labelled(one["id"], one["original"], one["updated"], is_compatible)
    else:
        for one in data:
            old, new = one["original_schema"], one["update_schema"]
            yield Labelled(one["description"], old, new, one["compatible"])


def main(path: str) -> int:
    """Prints the figures, and the pairs whose answer is not their label."""
    counts: Counter[tuple[str, str]] = Counter()
    different: list[str] = []
    wrong: list[str] = []
    for one in labelled(yaml.safe_load(Path(path).read_text(encoding="utf-8"))):
        label = Effect.SAFE if one.is_compatible else Effect.BREAK
        pair = compare_documents("old", "new", one.old, one.new, DAY)
        if pair.verdict is None:
            counts[label, "unread"] += 1
            continue
        answer = Effect.SAFE if pair.producers in SAFE else pair.producers
        counts[label, answer] += 1
        wrong += [f"{one.name}: {said}" for said in contradictions(pair, one.old, one.new)]
        if answer is not label:
            different.append(f"{one.name}: labelled {label}, called {answer}")
    for (said, called), count in sorted(counts.items()):
        sys.stdout.write(f"labelled {said:<6} called {called:<8} {count:>5}\n")
    for line in (*different, *wrong):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(wrong)} answers contradicted\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
