"""A line is not JSON.

The API refuses it, and so does whatever reads the file. The lines around it are still read.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up",}  // expect: D420
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
    for error, place in record.of(ParseErrorKind.INVALID_JSON):
        yield record.problem(
            f"not valid JSON: {error.detail}",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D420", name="invalid-json", severity=Severity.ERROR, page=__doc__), check
)
