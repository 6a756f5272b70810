"""The payload has a property that is deprecated.

It should not be sent any more; where the plan names its successor, the hint does.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"tier": "pro"}}  // expect: D206
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.sent_values import fading_values
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Properties of the payload that are on their way out, each once."""
    found = {sent.path: sent.prop for sent in fading_values(subject)}
    for path, prop in found.items():
        if prop.status_on(subject.day) is Status.DEPRECATED:
            until = f" and counts as retired from {prop.sunset}" if prop.sunset else ""
            yield subject.problem(
                f"{subject.label}: property {path!r} is deprecated{until}",
                hint=f"send {prop.replaced_by!r} instead" if prop.replaced_by else None,
                property=path,
            )


RULE = PayloadRule(
    Code(id="D206", name="deprecated-property", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FADING, Aspect.DAY}),
)
