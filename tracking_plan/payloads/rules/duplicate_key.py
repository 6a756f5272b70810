"""A payload has a key twice (reported with `--strict-json` only).

JSON parsers keep the last value and drop the first without a word.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "free", "plan": "pro"}}  // expect: D430
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.DUPLICATE_KEY):
        yield record.problem(
            f"key {shown(error.detail)!r} stands twice; the last one counts",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D430", name="duplicate-key", severity=Severity.WARNING, page=__doc__), check
)
