"""The payload declares a major version that the plan does not have.

Either the plan has lost a version that is still sent, or the sender is ahead of it. The payload
is checked against the version that fits it best.

```yaml
events:
  Signed Up:
    version: 2.1
    properties: {plan: string}
    previous:
      1.0: {properties: {tier: string}}
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "3.0"}}  // expect: D113
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "1.0"}}
{"event": "Signed Up", "properties": {"schema_version": "2.0"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import Claim
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Majors that the plan does not know."""
    verdict, event = subject.verdict, subject.event
    if verdict is None or event is None or verdict.claim is not Claim.UNKNOWN:
        return
    known = ", ".join(str(version.version) for version in event.versions)
    yield subject.problem(
        f"{subject.label}: the payload declares version {verdict.declared}",
        hint=f"the plan knows {known}",
        property=subject.plan.version_property,
    )


RULE = PayloadRule(
    Code(id="D113", name="unknown-version", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
