"""A unit is given for values that are no numbers.

A unit says how to read a number. A text such as `"12 s"` cannot be summed, averaged or compared,
and a unit beside it tells readers that it can.

Bad:

```yaml
events:
  Video Played:
    properties:
      watched: {type: string, unit: seconds}  # expect: P309
      is_muted: {type: boolean, unit: decibels}  # expect: P309
```

Good:

```yaml
events:
  Video Played:
    properties:
      watched: {type: number, unit: seconds}
      pauses: {type: array, unit: seconds, items: number}
```
"""

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.model import Property, Type
from tracking_plan.rule import Problem, Rule
from tracking_plan.validation.ecma.automaton import UndecidedError
from tracking_plan.validation.ecma.searches import text_with

_NUMBERS = frozenset((Type.INTEGER, Type.NUMBER, Type.ANY))
_DIGITS = re.compile(r"[-+]?\d+([.,]\d+)?", re.ASCII)
_NUMBER = r"^[-+]?(\d[\d.,]*|[.,]\d+)([eE][-+]?\d+)?$"
_BEGINS_AS_NUMBER = (r"^[-+]?[.,]?\d", "^$")


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each property with such a unit."""
    for use in subject.active:
        prop = use.prop
        if prop.unit is None or prop.ref is not None or _has_numbers(prop):
            continue
        yield Problem(
            message=f"{use.path!r} has the unit {prop.unit!r}, and its values are no numbers:"
            f" its type is {str(prop.type)!r}",
            hint="send a number, or say in the description how to read the value",
            at=prop.origin.at("unit"),
            event=use.event_name,
            version=use.version_text,
            property=use.path,
        )


def _has_numbers(prop: Property) -> bool:
    """Whether values are numbers, hold some, or are texts of digits alone."""
    match prop.type:
        case Type.STRING:
            return _is_of_digits(prop)
        case Type.ARRAY:
            return prop.items is None or _has_numbers(prop.items)
        case Type.OBJECT:
            if prop.properties is None and prop.others is None:
                return True
            within = (*(prop.properties or ()), *((prop.others,) if prop.others else ()))
            return any(map(_has_numbers, within))
    return prop.type in _NUMBERS


def _is_of_digits(prop: Property) -> bool:
    """Whether texts are numbers, as exact amounts of money often are."""
    listed = [each.value for each in prop.enum] if prop.enum is not None else [prop.const]
    if all(isinstance(value, str) and _DIGITS.fullmatch(value) for value in listed):
        return True
    return prop.pattern is not None and _finds_numbers(prop.pattern)


def _finds_numbers(pattern: str) -> bool:
    """Whether all texts that match begin as a number does, and some are one; or that is unclear."""
    try:
        others = text_with([pattern], _BEGINS_AS_NUMBER)
        return others is None and text_with([pattern, _NUMBER]) is not None
    except UndecidedError:
        return True


RULE = Rule(
    Code(id="P309", name="unit-without-number", severity=Severity.WARNING, page=__doc__), check
)
