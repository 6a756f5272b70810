"""A payload repeats one of the 100,000 before it: the same event, ids and timestamp.

A retry without an id, a queue that delivers twice, or files that overlap: whatever counts events
counts these twice. Payloads that say nothing of when they happened, or of whom they are, are not
compared. Further back than 100,000 payloads nobody looks, so that any number of them can be read.

Each by itself is as the plan wants it: this finding makes none invalid, whatever its severity.
Every payload has to be remembered for it, which takes half as long again as checking it: the rule
is off unless it is selected, with `--extend-select D432` or in the plan.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "distinct_id": "1", "timestamp": "2025-12-01"}
{"event": "Signed Up", "distinct_id": "2", "timestamp": "2025-12-01"}
{"event": "Signed Up", "distinct_id": "1", "timestamp": "2025-12-01"}  // expect: D432
```

```ndjson
{"event": "Signed Up", "distinct_id": "1", "timestamp": "2025-12-01"}
{"event": "Signed Up", "distinct_id": "1", "timestamp": "2025-12-02"}
{"event": "Signed In", "distinct_id": "1", "timestamp": "2025-12-02"}
{"event": "Signed Up", "distinct_id": "1"}
{"event": "Signed Up", "distinct_id": "1"}
{"event": "Signed Up", "timestamp": "2025-12-01"}
{"event": "Signed Up", "timestamp": "2025-12-01"}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.judging.repeat_rule import Repeat, RepeatRule
from tracking_plan.rule import Problem


def check(repeat: Repeat) -> Iterator[Problem]:
    """A problem for each payload that repeats another."""
    yield Problem(
        message="a payload repeats one of the 100,000 before it: the same event, ids and timestamp",
        hint="was it sent, or delivered, twice?",
        at=place_of(repeat.path, repeat.line, 1),
    )


RULE = RepeatRule(
    Code(
        id="D432",
        name="repeated-payload",
        severity=Severity.INFO,
        page=__doc__,
        default=False,
    ),
    check,
)
