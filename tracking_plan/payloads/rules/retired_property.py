"""The payload has a property that is retired, or whose sunset had passed when it was sent.

The plan keeps its name so that nobody gives it another meaning; sending it is an error.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: retired, replaced_by: plan}
      level: {type: integer, status: deprecated, sunset: 2026-01-01}
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"tier": "pro"}}  // expect: D218
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
    """Properties on the wire that may not be sent any more."""
    for violation in subject.violations:
        _, prop = subject.planned_at(violation.route)
        if violation.keyword == "false" and prop is not None and prop.is_retired:
            value = subject.value_text(violation.value)
            yield subject.problem(
                f"{subject.label}: property {violation.property!r} is retired{value}",
                hint=f"send {prop.replaced_by!r} instead" if prop.replaced_by else "leave it out",
                property=violation.property,
            )
    yield from _past_sunset(subject)


def _past_sunset(subject: Subject) -> Iterator[Problem]:
    """Properties that may not be sent any more by the payload's own day."""
    found = {sent.path: sent.prop for sent in fading_values(subject)}
    for path, prop in found.items():
        if not prop.is_retired and prop.status_on(subject.day) is Status.RETIRED:
            yield subject.problem(
                f"{subject.label}: property {path!r} is retired since {prop.sunset}",
                hint=f"send {prop.replaced_by!r} instead" if prop.replaced_by else "leave it out",
                property=path,
            )


RULE = PayloadRule(
    Code(id="D218", name="retired-property", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS, Aspect.FADING, Aspect.DAY}),
)
