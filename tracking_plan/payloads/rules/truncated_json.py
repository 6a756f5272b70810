"""The input ends in the middle of a payload.

The capture was cut off: its last payload is lost, and more may be missing.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
{"event": "Signed Up", "properties": {}}
{"event": "Signed Up", "prop  // expect: D421
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
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.TRUNCATED):
        if error.detail:
            yield record.problem(
                f"the {error.detail} data ends too early: what is behind it was not checked",
                hint="copy it again, when whoever writes it has closed it",
                at=place,
            )
            continue
        yield record.problem(
            "the input ends in the middle of a payload",
            hint="capture it again, or remove the last line",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D421", name="truncated-json", severity=Severity.ERROR, page=__doc__), check
)
