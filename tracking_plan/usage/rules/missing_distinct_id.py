"""A call on a server does not say whose event it is.

A browser knows its visitor; a server does not, and the Python SDK takes what it is given: without
an id the event belongs to nobody, or the call raises.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", None, {"properties": {"plan": "pro"}})  # expect: U301
altertable.identify()  # expect: U301
```

Good:

```python
altertable.track("Signed Up", user.id, {"properties": {"plan": "pro"}})
altertable.track(*arguments)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each call that provably lacks the id, or gives nothing for it."""
    for call in subject.calls:
        argument = call.user_id
        if argument is None or not call.needs_user_id:
            continue
        empty = [v for v in argument.values if v.is_literal and v.literal in (None, "")]
        if argument.is_given is False or empty:
            yield Problem(
                message=f"{call.method!s} is called without the id of a user",
                hint="pass the user's id as `distinct_id`",
                at=empty[0].at if empty else call.at,
            )


RULE = Rule(
    Code(id="U301", name="missing-distinct-id", severity=Severity.ERROR, page=__doc__), check
)
