r"""A line holds bytes that are not UTF-8.

JSON is UTF-8. Most often text in Latin-1 or Windows-1252 was written as it was.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
{"event": "Caf\xe9 Visited", "properties": {}}  // expect: D423
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
    for _, place in record.of(ParseErrorKind.INVALID_UTF8):
        yield record.problem(
            "not UTF-8",
            hint="write the file as UTF-8",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D423", name="invalid-utf8", severity=Severity.ERROR, page=__doc__), check
)
