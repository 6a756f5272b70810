"""A call leaves out a property that the event requires.

Reported only when all keys that the call sends can be seen: what another function or a spread of
something unknown may add is not held against it. Properties of `common` are not expected at each
call, as they are set once.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"seats": 3}})  # expect: U202
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
altertable.track("Signed Up", user_id, {"properties": {"seats": 3, **others}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import variant


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each object that provably lacks a required key."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.objects():
        sent = {prop.name for prop in found.sent.properties}
        for name, prop in found.planned.items() if found.sent.is_complete else ():
            if not prop.required or prop.is_retired or prop.is_common or name in sent:
                continue
            if any(variant(other, [name]) for other in sent):
                continue
            path = found.path_of(name)
            problem = Problem(
                message=f"{matched.label} requires {path!r}, which is not sent",
                hint=f"send {path!r}",
                at=found.at,
                related=(Related(message=f"{path!r} is here", at=prop.origin.place),),
                event=matched.event_name,
                version=matched.version_text,
                property=path,
            )
            yield Candidate(matched, problem, found.is_sure)


RULE = Rule(
    Code(id="U202", name="missing-required-property", severity=Severity.ERROR, page=__doc__), check
)
