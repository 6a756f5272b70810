"""Differential fuzzing, by hand: `python tests/differences.py --seed 1`. Takes minutes on one core.

The default engine is compared with the second one, with the `jsonschema` library as it is, with the
checks of generated helpers and with Node's `RegExp`, over random plans, payloads, texts and
patterns. A difference ends the run, but for those that docs/verdicts.md explains.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import jsonschema_rs
import random_events
import random_formats
import random_patterns
from generated import as_yaml, plan_of
from node_regexp import Search, node_says
from payload_judges import DifferenceError, Judges

from tracking_plan.codegen.runtime.formats import FORMATS as RUNTIME_FORMATS
from tracking_plan.codegen.targets.python.patterns import python_pattern
from tracking_plan.payloads.fast_path.plain_formats import with_plain_formats
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.formats import FORMATS
from tracking_plan.validation.patterns import fault
from tracking_plan.validation.plain_patterns import plain
from tracking_plan.validation.validator import Validator

Counts = Counter[str]
BATCH = 500  # patterns that one process of Node is given


def compare_formats(seed: int, count: int) -> Counts:
    """Each format over `count` texts: both engines, the helpers, and the library's own format."""
    chance, counts = Random(seed), Counts()
    for name in sorted(FORMATS):
        fast, slow = (Validator({"format": name}, engine).is_valid for engine in Engine)
        own = jsonschema_rs.Draft202012Validator({"format": name}, validate_formats=True).is_valid
        is_plain = Validator(with_plain_formats({"type": "string", "format": name})).is_valid
        for text in random_formats.texts(name, chance, count):
            is_valid = fast(text)
            counts["texts"] += 1
            counts["of the format"] += is_valid
            counts["plain"] += is_plain(text)
            if is_plain(text) and not is_valid:
                raise DifferenceError(f"{name}: {text!a} passes the fast path alone")
            if not is_valid == slow(text) == RUNTIME_FORMATS[name](text):
                raise DifferenceError(f"{name}: {text!a}")
            # The library takes more, and knows other host names: see the page.
            if is_valid and name not in ("hostname", "email") and not own(text):
                raise DifferenceError(f"{name}: {text!a} is valid to us alone")
    return counts


def compare_payloads(seed: int, plans: int, payloads: int) -> Counts:
    """As many random plans, each with as many payloads, to every judge of payloads."""
    chance, counts = Random(seed), Counts()
    for _ in range(plans):
        event = random_events.event(chance)
        judges = Judges(plan_of(f"events: {{E: {as_yaml(event)}}}\n"))
        source = random_events.Payloads(chance)
        counts["plans"] += 1
        for _ in range(payloads):
            counts.update(judges.compare(source.of(event)))
    return counts


def compare_patterns(seed: int, count: int, texts: int) -> Counts:
    """As many random patterns, sound and broken, each searched in as many texts by each engine."""
    chance, counts = Random(seed), Counts()
    while counts["patterns"] < count:
        searches = [_search(chance, texts) for _ in range(min(BATCH, count))]
        for search, said in zip(searches, node_says(searches), strict=True):
            counts["patterns"] += 1
            counts[compared(search, search.pattern, said)] += 1
    return counts


def compare_flags(seed: int, count: int, texts: int) -> Counts:
    """Patterns in `(?i:...)` or `(?s:...)`, which Node 20 knows as flags of a whole one."""
    chance, counts = Random(seed), Counts()
    while counts["patterns"] < count:
        flags = [chance.choice(("i", "s", "is")) for _ in range(min(BATCH, count))]
        searches = [
            Search(
                random_patterns.sound(chance, 2), f"u{each}", random_patterns.texts(chance, texts)
            )
            for each in flags
        ]
        for each, search, said in zip(flags, searches, node_says(searches), strict=True):
            counts["patterns"] += 1
            counts[compared(search, f"(?{each}:{search.pattern})", said)] += 1
    return counts


def _search(chance: Random, texts: int) -> Search:
    pattern = random_patterns.sound(chance)
    if chance.random() < 0.4:
        pattern = random_patterns.broken(pattern, chance)
    return Search(pattern, "u", random_patterns.texts(chance, texts))


# Reasons for which ECMA-262's own patterns are refused; docs/verdicts.md has them all.
_REASONS = re.compile(
    "look-around|back-references|under the `[im]` flag|too large|nested more than"
    "|the engine lacks the property"
)


def compared(search: Search, pattern: str, said: list[bool] | None) -> str:
    """What became of a pattern; raises where the engines and Node differ."""
    why = fault(pattern)
    if why is not None:
        if said is not None and not _REASONS.search(why):
            raise DifferenceError(f"{pattern!a} is refused: {why}")
        return "refused by both" if said is None else "refused with a reason of ours"
    if said is None:
        (again,) = node_says([search._replace(pattern=as_in_2023(search.pattern))])
        if again is None:
            raise DifferenceError(f"{pattern!a} is taken, and no pattern to Node")
        return "of a later edition than Node's"
    _compare_texts(pattern, search.texts, said)
    return "searched"


def as_in_2023(pattern: str) -> str:
    """The pattern without flags of groups, and each group with a name of its own."""
    numbers = iter(range(1_000))
    pieces = re.findall(r"\\.|\[(?:\\.|[^\]])*\]|\(\?[ims-]+:|\(\?<[^>=!]+>|.", pattern, re.DOTALL)
    return "".join(
        "(?:"
        if re.fullmatch(r"\(\?[ims-]+:", piece)
        else f"(?<n{next(numbers)}>"
        if piece.startswith("(?<") and piece.endswith(">")
        else piece
        for piece in pieces
    )


def _compare_texts(pattern: str, texts: Sequence[str], said: list[bool]) -> None:
    judges: dict[str, Callable[[str], bool]] = {
        "the engine": Validator({"pattern": pattern}).is_valid
    }
    for name, translated in (("lint", plain(pattern)), ("the helpers", _helpers(pattern))):
        if translated is not None:
            judges[name] = _finds(translated)
    for name, finds in judges.items():
        for text, expected in zip(texts, said, strict=True):
            if finds(text) is not expected:
                raise DifferenceError(f"{name} and Node differ on {pattern!a} in {text!a}")


def _helpers(pattern: str) -> re.Pattern[str] | None:
    translated = python_pattern(pattern)
    return None if translated is None else re.compile(translated)


def _finds(expression: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: expression.search(text) is not None


def main() -> int:
    """Compares, and prints what was compared; a difference ends it with a traceback."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=int, default=1, help="of everything")
    given = parser.parse_args()
    runs: dict[str, Callable[[int], Counts]] = {
        "formats": lambda seed: compare_formats(seed, 60_000 * given.times),
        "payloads": lambda seed: compare_payloads(seed, 2_500 * given.times, 100),
        "patterns": lambda seed: compare_patterns(seed, 30_000 * given.times, 40),
        "flags": lambda seed: compare_flags(seed, 5_000 * given.times, 40),
    }
    for name, run in runs.items():
        start = time.monotonic()
        counts = run(given.seed)
        shown = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        print(
            f"{name}: {shown}: no difference, seed {given.seed}, {time.monotonic() - start:.0f} s"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
