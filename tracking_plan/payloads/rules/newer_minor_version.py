"""The payload declares a newer minor version than the plan has.

The sender is ahead of this plan. What a newer minor may have added (properties, enum values) is
reported as info only; all else is checked against the newest version that is known.

```yaml
events:
  Signed Up:
    version: 2.1
    properties: {plan: string}
    previous:
      1.0: {properties: {tier: string}}
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "2.2", "referrer": "x"}}  // expect: D114
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "2.1"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import How
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Minors that the plan does not know yet."""
    verdict = subject.verdict
    if verdict is not None and verdict.how is How.NEWER_MINOR:
        yield subject.problem(
            f"{subject.label}: the payload declares the newer version {verdict.declared}",
            hint="update the plan to the one that the sender was built with",
            property=subject.plan.version_property,
        )


RULE = PayloadRule(
    Code(id="D114", name="newer-minor-version", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
