"""A value is `NaN` or `Infinity`, which JSON does not have, or larger than any double.

Python writes them where others would fail. The API refuses the whole payload.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"seats": NaN}}  // expect: D422
```

```ndjson
{"event": "Signed Up", "properties": {"seats": null}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.NON_FINITE):
        yield record.problem(
            error.detail,
            hint="send null, or leave the property out",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D422", name="non-finite-number", severity=Severity.ERROR, page=__doc__), check
)
