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

_MESSAGE = "has a byte order mark"  # at the beginning or further in: a part of a file knows neither
_HINT = "write UTF-8 without one, and join files without theirs"


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for _, place in record.of(ParseErrorKind.BYTE_ORDER_MARK):
        yield record.problem(_MESSAGE, hint=_HINT, at=place)


RULE = ParseErrorRule(
    Code(id="D427", name="byte-order-mark", severity=Severity.WARNING, page=__doc__), check
)
