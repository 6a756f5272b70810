"""Long fuzzing, run by hand: `python tests/fuzz.py --minutes 10 --seed 1`.

Plan files of the shop are damaged at random; whatever comes out, the parts
that read them must not raise. What broke them is written to a file and named.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tracking_plan.codegen.helpers import helper_names
from tracking_plan.lint.run import lint_plan
from tracking_plan.plan.json_schema import traits_schema, version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.validation.validator import Validator

SHOP = Path(__file__).parent.parent / "examples" / "shop"
TOKENS = (
    ": ", "- ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "'", '"', "#", "\n", "\n  ", "  ",
    "null", "true", "1e400", "-0", "0x1", "ref ", "ref! x", "string!", "\t", "|", "\x85", "é",
    "\ud83d", "9" * 40, "2.10", "<<: *a", "? ", "---\n", "%", "@", "\\", "(?=a)", "[a", "\x00",
    "\u202e", "NaN", "Infinity", "`", "${x}", "/*", "*/", "//", '"""', ";", "=>", "()",
)  # fmt: skip


def damaged(text: str, chance: random.Random) -> str:
    """The text with a few tokens put in, pieces cut out, and pieces copied elsewhere."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        kind = chance.random()
        if kind < 0.5:
            text = text[:at] + chance.choice(TOKENS) + text[at:]
        elif kind < 0.75:
            text = text[:at] + text[at + chance.randint(1, 12) :]
        else:
            start = chance.randrange(len(text) + 1)
            text = text[:at] + text[start : start + chance.randint(1, 60)] + text[at:]
    return text


def use_plan(text: str) -> None:
    """All that a plan is turned into."""
    loaded = load_text(text)
    plan = loaded.plan
    if plan is None:
        return
    lint_plan(plan, today=date(2026, 1, 1), is_on=lambda code: True)
    for event in plan.events.values():
        for version in event.versions:
            Validator(version_schema(plan, event, version)).is_valid({"a": 1})
    traits_schema(plan)
    if not loaded.is_faulty:
        for target in plan.generate:
            helper_names(plan, target)


def main() -> int:
    """Fuzz for the minutes asked for; 1 where something raised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    files = [p for p in sorted(SHOP.rglob("*.yaml")) if "node_modules" not in p.parts]
    texts = [path.read_text(encoding="utf-8") for path in files]
    rounds = fuzz(use_plan, texts, seconds=given.minutes * 60, seed=given.seed)
    print(f"{rounds:,} damaged plans, seed {given.seed}: nothing raised")
    return 0


def fuzz(use: Callable[[str], None], texts: list[str], *, seconds: float, seed: int) -> int:
    """How many damaged texts were used; exits where one raises."""
    chance = random.Random(seed)
    end = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < end:
        text = damaged(chance.choice(texts), chance)
        rounds += 1
        try:
            use(text)
        except Exception:  # noqa: BLE001 - whatever it is, it is what was looked for
            traceback.print_exc()
            kept = Path(f"fuzz-{seed}-{rounds}.yaml")
            kept.write_text(text, encoding="utf-8", errors="surrogatepass")
            sys.exit(f"round {rounds}: the text is in {kept}")
    return rounds


if __name__ == "__main__":
    sys.exit(main())
