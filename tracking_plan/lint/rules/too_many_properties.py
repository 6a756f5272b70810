"""An event lists more properties than the plan allows.

An event of forty properties is mostly several events, or a dump of whatever was at hand; nobody
sends all of it right. The limit is `conventions.max_properties`, 30 when left out, and counts what
the event lists itself, without nested and common properties.

Bad:

```yaml
conventions: {max_properties: 2}
events:
  Signed Up:
    properties: {plan: string, coupon: string, referrer: string}  # expect: P307
```

Good:

```yaml
conventions: {max_properties: 2}
events:
  Signed Up:
    properties: {plan: string, coupon: string}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event over the limit."""
    if subject.plan.is_refused("conventions", "max_properties"):
        return
    limit = subject.plan.conventions.max_properties
    for event in subject.events:
        if len(event.current.properties) <= limit:
            continue
        count = sum(not prop.is_common for prop in event.current.properties)
        if count > limit:
            yield Problem(
                message=f"event {event.name!r} lists {count} properties, more than {limit}",
                hint="split the event, or group what belongs together into an object",
                at=event.origin.key("properties"),
                event=event.name,
            )


RULE = Rule(
    Code(id="P307", name="too-many-properties", severity=Severity.WARNING, page=__doc__), check
)
