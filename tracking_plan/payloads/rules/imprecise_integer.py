"""A payload has an integer beyond 64 bits (reported with `--strict-json` only).

Most parsers read it as a floating point number, and its last digits change. This tool does not: it
judges the payload by all digits.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"seats": 123456789012345678901234567890}}  // expect: D431
```

```ndjson
{"event": "Signed Up", "properties": {"seats": 9007199254740993}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for _, place in record.of(ParseErrorKind.IMPRECISE_INTEGER):
        yield record.problem(
            "an integer beyond 64 bits loses its last digits",
            hint="send it as text",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D431", name="imprecise-integer", severity=Severity.WARNING, page=__doc__), check
)
