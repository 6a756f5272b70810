r"""A text holds half of a surrogate pair.

Most often a text was cut in the middle of an emoji. It is no Unicode, and strict parsers refuse
the whole payload.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "\ud83d"}}  // expect: D424
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "\ud83d\ude00"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for _, place in record.of(ParseErrorKind.LONE_SURROGATE):
        yield record.problem(
            "half of a surrogate pair in a text",
            hint="cut texts between characters, not between UTF-16 units",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D424", name="lone-surrogate", severity=Severity.ERROR, page=__doc__), check
)
