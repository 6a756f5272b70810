"""The code sends an event that the plan does not have.

Nobody has said what it means, and nothing holds its properties to anything. It is either a slip of
the pen, or an event that the plan still lacks. Names are read from literals, constants, enums,
objects and conditions; a name that cannot be told is not reported here.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Singed Up", user_id, {"properties": {"plan": "pro"}})  # expect: U101
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import defined


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each name that the plan has in no spelling."""
    rightly_sent = {sent.name for _, sent in subject.sent()}
    for call, sent in subject.sent():
        if call.given_twice or subject.swapped(call) is not None:
            continue  # of that U412 and U411 speak
        if not is_plannable(sent.name) or subject.names.find(sent.name) is not None:
            continue
        near = subject.names.nearest(sent.name)
        is_sent = near in rightly_sent  # what the code has for something else is no sure fix
        yield Problem(
            message=f"event {sent.name!r} is not in the plan",
            hint=f"did you mean {near!r}?" if near else "add it to the plan, or stop sending it",
            at=sent.at,
            related=defined(sent),
            event=sent.name,
            fix=subject.rewriter.event(sent, near) if near and not is_sent else None,
        )


RULE = Rule(Code(id="U101", name="unknown-event", severity=Severity.ERROR, page=__doc__), check)
