"""The user id is one that the API reserves, or blank.

`null`, `undefined`, `[object Object]`, `anonymous` and their like are what a program sends when
it has no id. Everyone who sends one becomes the same user.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "distinct_id": "undefined"}  // expect: D302
{"event": "Signed Up", "properties": {}, "distinct_id": " guest "}  // expect: D302
{"distinct_id": "u1", "new_user_id": "[object Object]"}  // expect: D302
```

```ndjson
{"event": "Signed Up", "properties": {}}
{"event": "Signed Up", "properties": {}, "distinct_id": "anonymous-1"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.user_ids import is_reserved
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem

_FIELDS = ("distinct_id", "new_user_id")


def check(subject: Subject) -> Iterator[Problem]:
    """Ids that mean nobody."""
    for name in _FIELDS:
        value = subject.payload.body.get(name)
        if isinstance(value, str) and is_reserved(value):
            yield subject.problem(
                f"{subject.label}: the {name} is reserved{subject.value_text(value)}",
                hint="leave the id out, or send null, where there is no user",
                property=name,
            )


RULE = PayloadRule(
    Code(id="D302", name="reserved-user-id", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
