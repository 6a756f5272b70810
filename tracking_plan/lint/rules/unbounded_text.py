"""A text property may hold anything.

A text without `enum`, `const`, `format`, `pattern` or `max_length` cannot be grouped by: it grows
into thousands of values, and one day somebody sends a stack trace in it. The rule is off unless
`findings.extend_select` names it, as for many texts nothing better can be said.

Bad:

```yaml
findings: {extend_select: [unbounded-text]}
events:
  Signed Up:
    properties:
      channel: string  # expect: P308
```

Good:

```yaml
findings: {extend_select: [unbounded-text]}
events:
  Signed Up:
    properties:
      channel: {enum: [search, ads, friend]}
      campaign: {type: string, max_length: 80}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.model import Property, Type
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each text without a bound, where it is written."""
    for use in subject.active:
        if _is_unbounded(use.prop) and not is_system(use.prop.name):
            yield Problem(
                message=f"text property {use.path!r} may hold anything",
                hint="add `enum`, `max_length`, `pattern` or `format`",
                at=use.prop.origin.place,
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


def _is_unbounded(prop: Property) -> bool:
    if prop.type is not Type.STRING or prop.ref is not None:
        return False
    if not prop.is_sent_as_is:
        return False  # a hash has 64 digits, and what is dropped has none
    if prop.refused & {"enum", "const", "format", "pattern", "max_length"}:
        return False  # a bound is written, and has a finding of its own
    bounds = (prop.enum, prop.const, prop.format, prop.pattern, prop.limits.get("max_length"))
    return all(bound is None for bound in bounds)


RULE = Rule(
    Code(id="P308", name="unbounded-text", severity=Severity.WARNING, page=__doc__, default=False),
    check,
)
