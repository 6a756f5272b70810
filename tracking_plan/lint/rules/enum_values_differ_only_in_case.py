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

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.rule import Problem, Rule
from tracking_plan.source import Place


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each later spelling of a value."""
    first: dict[tuple[str, str], tuple[str, Place]] = {}
    for use in subject.living:
        if use.prop.enum is None or use.prop.ref is not None:
            continue
        for number, entry in enumerate(use.prop.enum):
            if isinstance(entry.value, str):
                key = (use.path, entry.value.casefold())
                if key not in first:
                    first[key] = (entry.value, _place(use, number))
                elif first[key][0] != entry.value:
                    yield _problem(use, number, entry.value, first[key])


def _place(use: Use, number: int) -> Place:
    return use.prop.origin.at("enum", number)


def _problem(use: Use, number: int, value: str, before: tuple[str, Place]) -> Problem:
    return Problem(
        message=f"enum value {value!r} of {use.path!r} differs only in case from {before[0]!r}",
        hint="keep one spelling",
        at=_place(use, number),
        related=(Related(message=f"{before[0]!r} is here", at=before[1]),),
        event=use.event_name,
        version=use.version_text,
        property=use.path,
    )


RULE = Rule(
    Code(
        id="P302", name="enum-values-differ-only-in-case", severity=Severity.WARNING, page=__doc__
    ),
    check,
)
