"""A line is not JSON.

The API refuses it, and so does whatever reads the file. The lines around it are still read.

A payload in which more than 200 objects and arrays stand within each other is not read either:
few programs behind this one could.

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
from tracking_plan.payloads.input.depth import MAX_DEPTH
from tracking_plan.payloads.input.record import ParseErrorKind
from tracking_plan.payloads.judging.other_formats import other_format
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.rule import Problem


def check(record: Misread) -> Iterator[Problem]:
    """A problem for each place of this parse error."""
    for error, place in record.of(ParseErrorKind.INVALID_JSON):
        other = other_format(record.raw)
        if other is None:
            yield record.problem(f"not valid JSON: {error.detail}", at=place)
        else:
            yield record.problem(f"this looks like {other.name}", at=place, hint=other.hint)
    for _, place in record.of(ParseErrorKind.TOO_DEEP):
        yield record.problem(
            f"nested too deeply: more than {MAX_DEPTH} objects and arrays within each other",
            at=place,
            hint="send what lies so deep as a text, or as an event of its own",
        )


RULE = ParseErrorRule(
    Code(id="D420", name="invalid-json", severity=Severity.ERROR, page=__doc__), check
)
