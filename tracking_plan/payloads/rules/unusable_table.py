"""A table is not one of events, or it cannot be opened: no row of it was read.

A table of events has the columns `event` and `properties`, in any case (`EVENT`), whatever else it
has. `properties` may also be spread over columns (`properties.plan`) where the table has types, as
Parquet has and CSV has not.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
name,properties,timestamp  // expect: D436
Signed Up,"{""plan"": ""pro""}",2026-01-31
```

```bytes
EVENT,PROPERTIES,TIMESTAMP
Signed Up,"{""plan"": ""pro""}",2026-01-31
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem

_MOST_NAMES = 20


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.UNUSABLE_TABLE):
        yield record.problem(
            f"{error.detail}{_columns(error.names)}; no row was read", at=place, hint=error.hint
        )


def _columns(names: tuple[str, ...]) -> str:
    """What a message adds of the columns that are there."""
    if not names:
        return ""
    listed = ", ".join(repr(shown(name)) for name in islice(names, _MOST_NAMES))
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f" (columns: {listed}{more})"


RULE = ParseErrorRule(
    Code(id="D436", name="unusable-table", severity=Severity.ERROR, page=__doc__), check
)
