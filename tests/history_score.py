"""How `diff --json-schema` does on public histories: `python tests/history_score.py DATA`.

DATA is a folder in which the versions of a schema lie side by side: Snowplow's `1-0-0`, by which a
new MODEL may break all, a new REVISION some and an ADDITION nothing; or `1.0.0.yaml` and
`1.0.0.json`, by which only a new major may break something. Each version is compared with the one
before it.

Every witness goes to the `jsonschema` library, and so do payloads drawn for each step that is
called safe for producers. The exit code is 1 where the library contradicts an answer.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import yaml
from contradictions import SAFE, contradictions

from tracking_plan.place import Json
from tracking_plan.registry.documents import DocumentPair, compare_documents

DAY = date(2026, 1, 1)
_VERSION = re.compile(r"(\d+)([.-])(\d+)\2(\d+)(?:\.(?:yaml|json))?")
_BUMPS = {"-": ("model", "revision", "addition"), ".": ("major", "minor", "patch")}
_COMPATIBLE = ("addition", "minor", "patch")


@dataclass(frozen=True, kw_only=True)
class HistoryStep:
    """Two consecutive versions of a schema, and which part of the number grew."""

    name: str
    old: Path
    new: Path
    bump: str


def history_steps(folder: Path) -> Iterator[HistoryStep]:
    """The steps of each schema below a folder, in the order of names and numbers."""
    versions: dict[tuple[Path, str], dict[tuple[int, ...], Path]] = {}
    for path in sorted(folder.rglob("*-*-*")) + sorted(folder.rglob("*.*.*")):
        found = _VERSION.fullmatch(path.name)
        if found and path.is_file():
            number = tuple(int(found[index]) for index in (1, 3, 4))
            versions.setdefault((path.parent, found[2]), {})[number] = path
    for (parent, sign), each in sorted(versions.items()):
        for old, new in pairwise(sorted(each)):
            bump = next(name for name, a, b in zip(_BUMPS[sign], old, new, strict=True) if a != b)
            name = f"{parent.relative_to(folder)} {each[old].name} -> {each[new].name}"
            yield HistoryStep(name=name, old=each[old], new=each[new], bump=bump)


def _schema(path: Path) -> Json:
    text = path.read_text(encoding="utf-8-sig")
    found: Json = yaml.safe_load(text) if path.suffix == ".yaml" else json.loads(text)
    return found


def main(path: str) -> int:
    """Prints the figures, and each step that promises to be compatible and is not called safe."""
    counts: Counter[tuple[str, str, str]] = Counter()
    notes, wrong = [], []
    for step in history_steps(Path(path)):
        old, new = _schema(step.old), _schema(step.new)
        pair = compare_documents("old", "new", old, new, DAY)
        if pair.verdict is None:
            counts[step.bump, "unread", "unread"] += 1
            notes.append(f"{step.name}: {pair.unread[0].message}")
            continue
        counts[step.bump, pair.producers, pair.consumers] += 1
        wrong += [f"{step.name}: {said}" for said in contradictions(pair, old, new)]
        if step.bump in _COMPATIBLE and pair.producers not in SAFE:
            notes.append(f"{step.name}: {pair.producers} for producers")
            notes += map(_line, _causes(pair))
    sys.stdout.write(f"{counts.total():>5} steps\n")
    for (bump, producers, consumers), count in sorted(counts.items()):
        said = f"{bump:<9} producers {producers:<8} consumers {consumers:<8}"
        sys.stdout.write(f"{count:>5} {said}\n")
    for line in (*notes, *wrong):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(wrong)} answers contradicted\n")
    return 1 if wrong else 0


def _causes(pair: DocumentPair) -> Iterator[tuple[str, str, Json]]:
    assert pair.verdict is not None
    for one in pair.verdict.changes:
        if one.change.producers not in SAFE:
            yield f"{one.code.id} {one.change.path}", one.change.says, one.witness
    if pair.verdict.counterexample is not None:
        yield "no rule", "says why", pair.verdict.counterexample


def _line(cause: tuple[str, str, Json]) -> str:
    subject, says, witness = cause
    return f"  {subject} {says}: {json.dumps(witness)}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
