"""A keyword that says nothing about values of the property's type.

`min_length` on a number is never looked at: whoever wrote it believes in a check that does not
happen. Lengths, `pattern` and `format` are for strings, bounds and `multiple_of` for numbers,
`items` and item counts for arrays, `properties` and what further keys hold for objects. `type: any`
takes all of them.

Bad:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, min_length: 1}  # expect: P305
      coupon: {type: string, minimum: 1}  # expect: P305
```

Good:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, minimum: 1}
      coupon: {type: string, min_length: 1}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.limits import ARRAYS, LIMITS, STRINGS
from tracking_plan.plan.model import Property, Type
from tracking_plan.rule import Problem, Rule

_OBJECTS = frozenset((Type.OBJECT,))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each keyword that is never looked at."""
    for use in subject.uses:
        prop = use.prop
        if prop.ref is not None or prop.type is Type.ANY or _is_bare(prop):
            continue
        for keyword, types in _keywords(prop):
            if prop.type not in types:
                yield Problem(
                    message=f"`{keyword}` says nothing about {use.path!r}, whose type is "
                    f"{prop.type}",
                    hint=f"it is for {' and '.join(sorted(types))}; remove it or correct the type",
                    at=prop.origin.key(keyword),
                    event=use.event_name,
                    version=use.version_text,
                    property=use.path,
                )


def _is_bare(prop: Property) -> bool:
    """Whether a property has none of these keywords, as most have none."""
    return (
        not prop.limits
        and prop.pattern is None
        and prop.format is None
        and prop.items is None
        and prop.properties is None
        and prop.others is None
    )


def _keywords(prop: Property) -> Iterator[tuple[str, frozenset[Type]]]:
    """The keywords that a property has, and the types that they are for."""
    for keyword in prop.limits:
        yield keyword, LIMITS[keyword].types
    if prop.pattern is not None:
        yield "pattern", STRINGS
    if prop.format is not None:
        yield "format", STRINGS
    if prop.items is not None:
        yield "items", ARRAYS
    if prop.properties is not None:
        yield "properties", _OBJECTS
    if prop.others is not None:
        yield "additional_properties", _OBJECTS


RULE = Rule(
    Code(id="P305", name="inapplicable-keyword", severity=Severity.WARNING, page=__doc__), check
)
