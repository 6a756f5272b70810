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
from tracking_plan.payloads.input.record import DamageKind
from tracking_plan.payloads.judging.parse_error_rule import DamageRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Records with this damage."""
    for _, place in subject.damaged(DamageKind.EMPTY):
        yield subject.problem(
            "no payloads",
            hint="was anything captured?",
            at=place,
        )


RULE = DamageRule(
    Code(id="D426", name="empty-input", severity=Severity.WARNING, page=__doc__), check
)
