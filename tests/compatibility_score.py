"""How `diff --json-schema` does on labelled pairs: `python tests/compatibility_score.py DATA`.

DATA is JSON with `tests`: each has an `id`, an `original` and an `updated` schema, and a
`compatibility`: `backward` or `both` where all that was valid stays valid, `none` where not.
"""

import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from tracking_plan.registry.documents import compare_documents
from tracking_plan.registry.steps.change import Effect

DAY = date(2026, 1, 1)


def score(tests: list[dict[str, Any]]) -> tuple[Counter[tuple[str, str]], list[str]]:
    """How often each label met each answer for producers, and the cases that are called wrong."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    for test in tests:
        label = "break" if test["compatibility"] == "none" else "safe"
        pair = compare_documents("old", "new", test["original"], test["updated"], DAY)
        answer = "unread" if pair.verdict is None else str(pair.producers)
        counts[label, answer] += 1
        if (label, answer) in (("break", str(Effect.SAFE)), ("safe", str(Effect.BREAK))):
            wrong.append(f"{test['id']}: labelled {label}, called {answer}")
    return counts, wrong


def main(path: str) -> int:
    """Prints the figures; the exit code is 1 where a break is called safe."""
    counts, wrong = score(json.loads(Path(path).read_text(encoding="utf-8"))["tests"])
    for (label, answer), count in sorted(counts.items()):
        sys.stdout.write(f"labelled {label:<6} called {answer:<8} {count:>5}\n")
    for line in wrong:
        sys.stdout.write(f"{line}\n")
    return 1 if counts["break", str(Effect.SAFE)] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
