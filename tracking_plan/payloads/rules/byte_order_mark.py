r"""The input has a byte order mark.

JSON must not have one (RFC 8259, section 8.1), and many parsers refuse the first line because of
it. Further ones come from files that were joined, each with its own (`cat a.ndjson b.ndjson`). The
payloads behind them are read.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
\xef\xbb\xbf{"event": "Signed Up", "properties": {}}  // expect: D427
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

_BEGINS = ("begins with a byte order mark", "write the file as UTF-8 without one")
_WITHIN = ("has a byte order mark further in", "join files without their byte order marks")


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for _, place in record.of(ParseErrorKind.BYTE_ORDER_MARK):
        is_first = place.span is not None and place.span[:2] == (1, 1)
        message, hint = _BEGINS if is_first else _WITHIN
        yield record.problem(message, hint=hint, at=place)


RULE = ParseErrorRule(
    Code(id="D427", name="byte-order-mark", severity=Severity.WARNING, page=__doc__), check
)
