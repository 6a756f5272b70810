"""How long a check of one payload takes in a program: `python benchmarks/check_speed.py`.

The shop's capture is checked over and over by one `Validator`, clean payloads and invalid ones each
for themselves, and read by `orjson.loads` in between. The fastest round of each counts.
"""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import orjson

from tracking_plan import Validator

SHOP = Path(__file__).parent.parent / "examples" / "shop"
ROUNDS = 15
CLEAN, INVALID = 15.0, 200.0  # microseconds, the most that they may take


def main() -> None:
    """Print the times, and what they may be."""
    validator = Validator.of(SHOP)
    batches = map(json.loads, (SHOP / "captured" / "events.ndjson").read_bytes().splitlines())
    payloads = [item for one in batches for item in (one if isinstance(one, list) else [one])]
    verdicts = [(payload, validator.check(payload)) for payload in payloads]
    clean = [payload for payload, verdict in verdicts if not verdict.findings]
    invalid = [payload for payload, verdict in verdicts if not verdict.is_valid]
    texts = [orjson.dumps(payload) for payload in clean]
    each = (
        ("a clean payload", validator.check, clean),
        ("an invalid payload", validator.check, invalid),
        ("orjson.loads of a clean payload", orjson.loads, texts),
    )
    best = [float("inf")] * len(each)
    for _ in range(ROUNDS):
        best = [
            min(least, _microseconds(work, items))
            for least, (_, work, items) in zip(best, each, strict=True)
        ]
    for (name, _, items), least, most in zip(each, best, (CLEAN, INVALID, None), strict=True):
        limit = f", at most {most:.0f}" if most else ""
        print(f"{name}: {least:.1f} us{limit} ({len(items):,} of them)")


def _microseconds(work: Callable[[object], object], items: Iterable[object]) -> float:
    """The processor time that the work takes for each of the items."""
    items = list(items)
    start = time.process_time()
    for item in items:
        work(item)
    return (time.process_time() - start) / len(items) * 1e6


if __name__ == "__main__":
    main()
