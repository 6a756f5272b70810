r"""A row of a table cannot be read as a payload.

It has more or fewer cells than the table has columns, or its `properties` are no JSON object. The
other rows are still read. In CSV, such a row most often has a quote that is not doubled (`""`), or
cells with commas or line breaks and no quotes around them.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
event,properties
Signed Up,pro  // expect: D435
Signed Up,"{""plan"": ""pro""}",2026-01-31  // expect: D435
Signed Up,"[""pro""]"  // expect: D435
```

```bytes
event,properties,timestamp
Signed Up,"{""plan"": ""pro""}",2026-01-31 12:00:00
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.UNREADABLE_ROW):
        yield record.problem(error.detail, at=place, hint=error.hint)


RULE = ParseErrorRule(
    Code(id="D435", name="unreadable-row", severity=Severity.ERROR, page=__doc__), check
)
