"""The payload's schema version cannot be read.

A version is the text `MAJOR.MINOR`; a whole number, or its text, means that major. The payload is
checked against the version that fits it best.

```yaml
events:
  Signed Up:
    version: 2.1
    properties: {plan: string}
    previous:
      1.0: {properties: {tier: string}}
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "v2"}}  // expect: D112
{"event": "Signed Up", "properties": {"schema_version": 2.1}}  // expect: D112
```

```ndjson
{"event": "Signed Up", "properties": {"schema_version": "2.1"}}
{"event": "Signed Up", "properties": {"schema_version": 2}}
{"event": "Signed Up", "properties": {"schema_version": null}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.version_choice import Claim
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Versions that are none."""
    if subject.verdict is not None and subject.verdict.claim is Claim.MALFORMED:
        name = subject.plan.version_property or ""
        value = subject.value_text(subject.payload.properties.get(name))
        yield subject.problem(
            f"{subject.label}: {name!r} is not a version{value}",
            hint=f"send text such as {str(subject.verdict.version.version)!r}",
            property=name,
        )


RULE = PayloadRule(
    Code(id="D112", name="malformed-version", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset(),
)
