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

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Problem, Rule

_REF = re.compile(r"""\bref!?:?[ \t]+['"]?([^,}\]#'"\r\n]+)""")


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each definition that no `ref` names."""
    plan = subject.plan
    shared = plan.shared
    if not shared or plan.has_unread_files:
        return
    used = {use.prop.ref for use in subject.uses if use.prop.ref is not None}
    if plan.has_faults:
        used |= _written(plan)
    for name, definition in shared.items():
        if name not in used:
            yield Problem(
                message=f"shared definition {name!r} is used by no property",
                hint=f"write `ref {name}` where it is meant, or remove it",
                at=definition.origin.place,
            )


def _written(plan: Plan) -> set[str]:
    """Every name that a `ref` in the plan's files mentions, in what could not be used as well."""
    texts = (file.text for file in plan.files)
    return {match[1].strip() for text in texts for match in _REF.finditer(text)}


RULE = Rule(
    Code(id="P306", name="unused-shared-definition", severity=Severity.WARNING, page=__doc__),
    check,
)
