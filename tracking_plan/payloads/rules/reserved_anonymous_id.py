"""An anonymous id, a device id or a session id is a word that means nobody, or blank.

`undefined`, `null`, `guest`, `[object Object]` and blanks are what a program sends when it
has no id. All that send one are the same visitor, the same device or the same session, and what
they did is joined for good. An id that is not known is left out, or null.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "anonymous_id": "undefined"}  // expect: D307
{"event": "Signed Up", "properties": {}, "distinct_id": "u1", "device_id": "null"}  // expect: D307
{"event": "Signed Up", "properties": {}, "distinct_id": "u1", "session_id": ""}  // expect: D307
{"distinct_id": "u1", "anonymous_id": "[object Object]", "traits": {}}  // expect: D307
```

```ndjson
{"event": "Signed Up", "properties": {}, "anonymous_id": "anonymous-0198"}
{"event": "Signed Up", "properties": {}, "distinct_id": "u1", "device_id": null}
{"event": "Signed Up", "properties": {}, "distinct_id": "u1", "session_id": "session-null-1"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.altertable.user_ids import is_reserved
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem

_FIELDS = ("anonymous_id", "device_id", "session_id")


def check(subject: Subject) -> Iterator[Problem]:
    """Ids beside the user's that mean nobody; D302 speaks of the user's."""
    if subject.payload.kind is Kind.UNKNOWN:
        return
    for name in _FIELDS:
        value = subject.payload.body.get(name)
        if isinstance(value, str) and is_reserved(value):
            yield subject.problem(
                f"{subject.label}: the {name} is a word that stands for nobody, or blank"
                f"{subject.value_text(value)}",
                hint="leave the id out, or send null, where there is none",
                property=name,
            )


RULE = PayloadRule(
    Code(id="D307", name="reserved-anonymous-id", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
