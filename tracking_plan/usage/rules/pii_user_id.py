"""The user id in a call looks like personal data.

An id stands in every event and cannot be changed later. Send an id of your own; an email address
belongs into a trait that the plan calls personal. Of payloads, D308 says the same.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
altertable.track("Signed Up", "jane@acme.example")  # expect: U308
```

Good:

```python
altertable.track("Signed Up", user.id)
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.personal.looks import suspect
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal id that looks like an email address, a card number or a key."""
    for call in subject.written_calls:
        for argument in call.ids:
            for value in argument.values:
                literal = value.literal
                looks = suspect(literal, noisy=False) if isinstance(literal, str) else None
                if looks:
                    yield Problem(
                        message=f"the user id looks like {looks.what}",
                        hint="send an id that says nothing about the person",
                        at=value.at,
                    )


RULE = Rule(Code(id="U308", name="pii-user-id", severity=Severity.WARNING, page=__doc__), check)
