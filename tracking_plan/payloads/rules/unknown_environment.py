"""The payload's environment is not one of the plan's.

The API answers `environment-not-found`, and the event is lost. A plan without `environments`
takes any.

```yaml
environments: [production, staging]
events:
  Signed Up: {}
```

```ndjson
{"event": "Signed Up", "properties": {}, "environment": "prod"}  // expect: D408
```

```ndjson
{"event": "Signed Up", "properties": {}, "environment": "production"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Environments outside the plan's list."""
    planned, value = subject.plan.environments, subject.payload.body.get("environment")
    if subject.payload.kind is Kind.UNKNOWN or planned is None or not isinstance(value, str):
        return
    if value not in planned:
        near = subject.near.to(value, planned, "environments")
        yield subject.problem(
            f"unknown environment {shown(value)!r}",
            hint=f"did you mean {near!r}?" if near else f"the plan has {', '.join(planned)}",
            property="environment",
        )


RULE = PayloadRule(
    Code(id="D408", name="unknown-environment", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
