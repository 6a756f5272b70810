r"""The input has no payloads.

Nothing was checked, which is not the same as nothing being wrong.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
\x20  // expect: D426
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
    for error, place in record.of(ParseErrorKind.EMPTY):
        yield record.problem(
            f"no payloads: {error.detail}" if error.detail else "no payloads",
            hint=_NOT_SENT if error.detail else "was anything captured?",
            at=place,
        )


_NOT_SENT = "open the network tab before the page sends events, and keep its log over page loads"


RULE = ParseErrorRule(
    Code(id="D426", name="empty-input", severity=Severity.ERROR, page=__doc__), check
)
