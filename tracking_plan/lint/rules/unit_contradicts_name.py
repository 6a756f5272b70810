"""A property's name says another unit than its `unit`.

One of the two is wrong, and whoever reads only the name takes milliseconds for seconds, which no
check of types can see.

Bad:

```yaml
events:
  Video Played:
    properties:
      duration_ms: {type: integer, unit: seconds}  # expect: P310
      price_cents: {type: integer, unit: EUR}  # expect: P310
```

Good:

```yaml
events:
  Video Played:
    properties:
      duration_ms: {type: integer, unit: milliseconds}
      price_cents: {type: integer, unit: cents}
      size: {type: integer, unit: kB}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.names.units import unit_of, unit_of_name
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each property whose name ends in another unit."""
    for use in subject.active:
        prop = use.prop
        if prop.unit is None or not prop.name:
            continue
        named, said = unit_of_name(prop.name), unit_of(prop.unit)
        if named is not None and said is not None and named != said:
            yield Problem(
                message=f"{use.path!r} says {named}, and has the unit {prop.unit!r}",
                hint="correct the unit; a right name is worth a new version of the event",
                at=prop.origin.at("unit"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(
    Code(id="P310", name="unit-contradicts-name", severity=Severity.WARNING, page=__doc__), check
)
