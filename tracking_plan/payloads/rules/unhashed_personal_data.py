"""A property that is to be hashed arrives in clear.

The plan says `pii.action: hash`, so the wire carries 64 lowercase hexadecimal digits of a keyed
hash.

```yaml
events:
  Signed Up:
    properties:
      email: {type: string, pii: {kind: email, action: hash}}
```

```ndjson
{"event": "Signed Up", "properties": {"email": "jane"}}  // expect: D504
```

```json
{"event": "Signed Up",
 "properties": {"email": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.plan.pii import PiiAction
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Properties with `hash` whose value is no hash."""
    for violation in subject.violations:
        pii = subject.pii_at(violation.property)
        if violation.keyword == "pattern" and pii is not None and pii.action is PiiAction.HASH:
            yield subject.problem(
                f"{subject.label}: {violation.property!r} is to be hashed, but is sent in clear"
                f"{subject.value_text(violation.value)}",
                hint="send it through the generated helper, which hashes it",
                property=violation.property,
            )


RULE = PayloadRule(
    Code(id="D504", name="unhashed-personal-data", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
