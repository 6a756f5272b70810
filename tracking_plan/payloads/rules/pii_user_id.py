"""The user id looks like personal data.

An id stands in every event and cannot be changed later. Send an id of your own; an email address
belongs into a trait that the plan calls personal.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "distinct_id": "jane@acme.example"}  // expect: D308
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.personal.looks import suspect
from tracking_plan.rule import Problem

_FIELDS = ("distinct_id", "new_user_id", "anonymous_id", "device_id")


def check(subject: Subject) -> Iterator[Problem]:
    """Ids that look like an email address, a card number or a key."""
    for name in _FIELDS:
        value = subject.payload.body.get(name)
        looks = suspect(value, noisy=subject.settings.noisy) if isinstance(value, str) else None
        if looks:
            yield subject.problem(
                f"{subject.label}: the {name} looks like {looks.what}{subject.value_text(value)}",
                hint="send an id that says nothing about the person",
                property=name,
            )


RULE = PayloadRule(
    Code(id="D308", name="pii-user-id", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
