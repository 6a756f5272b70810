"""A property is required, and deprecated or retired.

`deprecated` says that nothing new should send it, `required` that everything must: no code can do
both. Senders that leave it out are invalid as long as it is required. `required` at a retired
property has no effect.

Bad:

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, required: true, status: deprecated, replaced_by: plan}  # expect: P505
      plan: string
```

Good:

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string!
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject, leaving
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such property of what may still be sent."""
    for use in leaving(subject):
        if use.prop.required:
            yield Problem(
                message=f"property {use.path!r} is required, and {use.prop.status}",
                hint="make it optional, in a new major version where payloads are checked",
                at=use.prop.origin.at("required"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(
    Code(id="P505", name="required-and-deprecated", severity=Severity.WARNING, page=__doc__), check
)
