"""A property has no description.

`value: number` is a price, a score or a length, with or without tax, in dollars or cents: whoever
writes the next query has to guess. A property that takes a shared definition has that one's
description, and a definition in `shared` is reported once, where it stands. The items of an array
are described by the array.

Bad:

```yaml
events:
  Order Placed:
    properties:
      value: number!  # expect: P204
```

Good:

```yaml
events:
  Order Placed:
    properties:
      value: {type: number, required: true, description: 'What the buyer paid, tax included.'}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each property whose description is absent or blank."""
    for use in subject.active:
        prop = use.prop
        if prop.description is not None and prop.description.strip():
            continue
        if "description" in prop.refused:
            continue
        if prop.name and prop.ref is None and not is_system(prop.name):
            yield Problem(
                message=f"property {use.path!r} has no description",
                hint="say what the value is, in what unit, and when it is absent",
                at=prop.origin.place,
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(
    Code(id="P204", name="property-without-description", severity=Severity.WARNING, page=__doc__),
    check,
)
