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
from typing import NamedTuple

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.property_path import values_of
from tracking_plan.place import Place
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each later spelling of a value."""
    first: dict[tuple[str, str], _Spelling] = {}
    for use in subject.active:
        if use.prop.enum is None or use.prop.ref is not None:
            continue
        for number, entry in enumerate(use.prop.enum):
            if isinstance(entry.value, str) and not entry.is_deprecated:
                spelling = _Spelling(entry.value, use, number)
                before = first.setdefault((_scope(use), entry.value.casefold()), spelling)
                if before.text != spelling.text:
                    yield _problem(spelling, before)


def _scope(use: Use) -> str:
    """Within what values are compared: what else an event may carry is no property of others."""
    is_of_event = use.path.startswith(values_of(""))
    return f"{use.path} of {use.event_name}" if is_of_event else use.path


class _Spelling(NamedTuple):
    """A text among the enum values of a property."""

    text: str
    use: Use
    number: int

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self.use.prop.origin.at("enum", self.number)


def _problem(later: _Spelling, before: _Spelling) -> Problem:
    use = later.use
    return Problem(
        message=f"enum value {later.text!r} of {use.path!r} differs only in case "
        f"from {before.text!r}",
        hint="keep one spelling",
        at=later.place,
        related=(Related(message=f"{before.text!r} is here", at=before.place),),
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
