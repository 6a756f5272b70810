"""A shared definition is used by no property.

It looks as if it were part of the plan, and whoever changes it changes nothing.

Bad:

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
  plan: {type: string, enum: [free, pro]}  # expect: P306
events:
  Order Placed: {properties: {currency: ref currency}}
```

Good:

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
events:
  Order Placed: {properties: {currency: ref currency}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each definition that no `ref` names."""
    shared = subject.plan.shared
    if not shared:
        return
    used = {use.prop.ref for use in subject.uses if use.prop.ref is not None}
    for name, definition in shared.items():
        if name not in used:
            yield Problem(
                message=f"shared definition {name!r} is used by no property",
                hint=f"write `ref {name}` where it is meant, or remove it",
                at=definition.origin.place,
            )


RULE = Rule(
    Code(id="P306", name="unused-shared-definition", severity=Severity.WARNING, page=__doc__),
    check,
)
