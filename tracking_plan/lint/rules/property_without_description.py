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
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.lint.whole_plan import said_once
from tracking_plan.rule import Problem, Rule

_HINT = "say what the value is, in what unit, and when it is absent"


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each property whose description is absent or blank."""
    described = [use for use in subject.active if _should_be_described(use)]
    silent = [use for use in described if not (use.prop.description or "").strip()]
    message = "no property has a `description`"
    together = said_once(subject, message, _HINT, silent, len(described))
    for use in silent:
        yield Problem(
            message=f"property {use.path!r} has no description",
            hint=_HINT,
            at=use.prop.origin.place,
            event=use.event_name,
            version=use.version_text,
            property=use.path,
            together=together,
        )


def _should_be_described(use: Use) -> bool:
    prop = use.prop
    is_own = prop.name and prop.ref is None and not is_system(prop.name)
    return bool(is_own) and "description" not in prop.refused


RULE = Rule(
    Code(id="P204", name="property-without-description", severity=Severity.WARNING, page=__doc__),
    check,
)
