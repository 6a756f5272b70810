"""A line is longer than `--max-line` allows.

The line was passed over without being read, so that one line cannot take all memory. For the same
reason, a line or a payload may have one value for each 32 bytes of `--max-line`, and a line one
payload for each 160 bytes: 524,288 and 104,857 unless said otherwise.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
{"event": "Signed Up", "properties": {}}
{"event": "Signed Up", "properties": {"plan": "a text without any end at all"}}  // expect: D425
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of these parse errors."""
    for _, place in record.of(ParseErrorKind.TOO_LONG):
        yield record.problem(
            "longer than --max-line allows; it was not read",
            hint="write one payload per line, or raise --max-line",
            at=place,
        )
    for _, place in record.of(ParseErrorKind.TOO_MANY):
        yield record.problem(
            "more values or payloads than a line or a payload may have; it was not read",
            hint="write one payload per line (`jq -c '.[]'` does), or raise --max-line",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D425", name="line-too-long", severity=Severity.ERROR, page=__doc__), check
)
