r"""The input is in UTF-16 or UTF-32.

JSON is exchanged in UTF-8 (RFC 8259, section 8.1). The payloads were read all the same.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```bytes
\xff\xfe{\x00}\x00  // expect: D428
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
    for error, place in record.of(ParseErrorKind.WRONG_ENCODING):
        yield record.problem(
            f"encoded in {error.detail}, not in UTF-8",
            hint="PowerShell's `>` writes UTF-16; use `Out-File -Encoding utf8`",
            at=place,
        )


RULE = ParseErrorRule(
    Code(id="D428", name="wrong-encoding", severity=Severity.ERROR, page=__doc__), check
)
