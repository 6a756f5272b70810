"""A property's name is not written in the plan's style.

Columns, SQL and code name properties by hand, so one plan should write them in one way.
`conventions.property_names` says which: the same styles as for events, or a `pattern`. Without it,
the style that more than half of the names are written in counts as the plan's. The keys of nested
objects are held to it as well; names that begin with `$` are the SDKs' and are not.

Bad:

```yaml
conventions: {property_names: snake_case}
events:
  Signed Up:
    properties:
      plan: string
      couponCode: string  # expect: P102
```

Good:

```yaml
conventions: {property_names: snake_case}
events:
  Signed Up:
    properties:
      plan: string
      coupon_code: string
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.style_check import misfits
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each place where a name that does not fit is written."""
    if subject.plan.is_refused("conventions", "property_names"):
        return
    shared = subject.plan.shared
    names = (name for name in subject.by_name if not is_system(name))
    for misfit in misfits(names, subject.plan.conventions.property_names):
        for use in subject.by_name[misfit.name]:
            if use.event is None and use.prop is shared.get(use.path):
                continue  # the name of a definition is not sent
            yield Problem(
                message=f"property {use.path!r} is not written in {misfit.style}",
                hint=misfit.hint,
                at=use.prop.origin.place,
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(
    Code(id="P102", name="property-name-style", severity=Severity.WARNING, page=__doc__), check
)
