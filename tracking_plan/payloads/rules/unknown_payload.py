"""A JSON value that is no payload.

It has no `event` (track), no `new_user_id` (alias) and no `distinct_id` (identify), or is not an
object at all. Or it has the shape of another tool's events, by its content or by `--shape`, but
cannot be read as one: its properties, for example, are no object.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"name": "Signed Up"}  // expect: D412
"Signed Up"  // expect: D412
```

```ndjson
{"type": "track", "userId": "u1", "event": "Signed Up", "properties": []}  // expect: D412
```

```ndjson
{"event": "Signed Up", "properties": {}}
[{"environment": "production", "distinct_id": "u1", "traits": {}}]
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Values of which it cannot be told what they do."""
    if subject.payload.kind is not Kind.UNKNOWN:
        return
    shape = subject.payload.shape
    if shape is not Shape.ALTERTABLE:
        yield subject.problem(
            f"cannot be read as a payload of the shape {str(shape)!r}",
            hint="name another --shape, or none; properties are an object, or a text of one",
        )
    else:
        name = subject.payload.spelling_of("event")
        yield subject.problem(
            "not a payload: no 'event', 'new_user_id' or 'distinct_id'",
            hint=f"did you mean 'event' for {shown(name)!r}?"
            if name is not None
            else "a payload is an object as the API takes it, or an array of them",
        )


RULE = PayloadRule(
    Code(id="D412", name="unknown-payload", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
)
