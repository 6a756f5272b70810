"""A line is not JSON.

The API refuses it, and so does whatever reads the file. The lines around it are still read.

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
from tracking_plan.payloads.input.record import DamageKind
from tracking_plan.payloads.judging.parse_error_rule import DamageRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Records with this damage."""
    for damage, place in subject.damaged(DamageKind.INVALID_JSON):
        yield subject.problem(
            f"not valid JSON: {damage.detail}",
            at=place,
        )


RULE = DamageRule(
    Code(id="D420", name="invalid-json", severity=Severity.ERROR, page=__doc__), check
)
