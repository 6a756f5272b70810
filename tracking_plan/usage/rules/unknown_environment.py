"""A call names an environment that the plan does not have.

The API answers `environment-not-found`, and the event is lost. A plan without `environments` takes
any. Of payloads, D408 says the same.

```yaml
environments: [production, staging]
events:
  Signed Up: {}
```

Bad:

```python
from altertable import Altertable

client = Altertable(key, environment="prod")  # expect: U408
client.track("Signed Up", user_id, {"environment": "prod"})  # expect: U408
```

```typescript
fetch('https://api.altertable.ai/track', {
  method: 'POST',
  body: JSON.stringify({
    environment: 'prod', // expect: U408
    event: 'Signed Up',
    properties: {},
  }),
});
```

Good:

```python
altertable.track("Signed Up", user_id, {"environment": "production"})
altertable.track("Signed Up", user_id, {"environment": settings.ENVIRONMENT})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import nearest
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Value
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each text that is none of the environments of the plan."""
    planned = subject.plan.environments
    if planned is None:
        return
    for value in _given(subject):
        given = value.literal
        if not isinstance(given, str) or given in planned or value.is_placeholder:
            continue
        near = nearest(given, planned)
        yield Problem(
            message=f"environment {given!r} is not one of the plan",
            hint=f"did you mean {near!r}?" if near else f"the plan has {', '.join(planned)}",
            at=value.at,
        )


def _given(subject: Subject) -> Iterator[Value]:
    """All that calls and clients give for their environment."""
    for _, option in subject.options():
        yield from option.values if option.name == "environment" else ()
    for client in subject.scan.clients:
        yield from client.environment


RULE = Rule(
    Code(id="U408", name="unknown-environment", severity=Severity.WARNING, page=__doc__), check
)
