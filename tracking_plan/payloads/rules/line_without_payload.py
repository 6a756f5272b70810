r"""A line of a log, or a record of a queue, has no payload.

It was passed over. That is as it should be for what a program logs beside its payloads, and says
how much of an input was not checked. A line that looks like a payload and cannot be read is D420.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
2026-01-01T10:00:00Z INFO sent {"event": "Signed Up", "properties": {}}
2026-01-01T10:00:01Z INFO listening on port 3000  // expect: D433
{"log": "GET /health 200\n", "stream": "stdout", "time": "2026-01-01T10:00:02Z"}  // expect: D433
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
    for _, place in record.of(ParseErrorKind.NO_PAYLOAD):
        yield record.problem("no payload in this line of a log; it was passed over", at=place)


RULE = ParseErrorRule(
    Code(id="D433", name="line-without-payload", severity=Severity.INFO, page=__doc__), check
)
