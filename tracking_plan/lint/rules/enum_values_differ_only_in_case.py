"""Two enum values of a property differ only in case.

`Pro` and `pro` are two rows in every chart, and nobody can tell which of them was meant. Values are
compared within one property, and between the events that have the property under the same path.

Bad:

```yaml
events:
  Signed Up:
    properties:
      plan: {enum: [free, pro, Pro]}  # expect: P302
  Plan Changed:
    properties:
      plan: {enum: [Free, pro]}  # expect: P302
```

Good:

```yaml
events:
  Signed Up: {properties: {plan: {enum: [free, pro]}}}
  Plan Changed: {properties: {plan: {enum: [free, pro, team]}}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.enum_texts import EnumText, enum_texts
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each later spelling of a value."""
    first: dict[tuple[str, str], EnumText] = {}
    for value in enum_texts(subject):
        before = first.setdefault((value.scope, value.text.casefold()), value)
        if before.text != value.text:
            says = f"differs only in case from {before.text!r}"
            yield value.problem(says, "keep one spelling", before)


RULE = Rule(
    Code(
        id="P302", name="enum-values-differ-only-in-case", severity=Severity.WARNING, page=__doc__
    ),
    check,
)
