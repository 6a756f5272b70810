"""A deprecated event or property has neither a replacement nor an end.

Nobody knows what to send instead, nor until when the old one will be read, so it stays for ever.

Bad:

```yaml
events:
  Signup Done: {status: deprecated}  # expect: P503
  Plan Chosen:
    properties:
      tier: {type: string, status: deprecated}  # expect: P503
```

Good:

```yaml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up}
  Footer Seen: {status: deprecated, sunset: 2999-01-31}
  Signed Up: {}
  Plan Chosen:
    properties:
      tier: {type: string, status: deprecated, replaced_by: plan}
      plan: string
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject, leaving
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such event, and each such property of what may still be sent."""
    for event in subject.plan.events.values():
        is_said = event.replaced_by or event.sunset or event.refused & {"replaced_by", "sunset"}
        if event.status is Status.DEPRECATED and not is_said:
            yield Problem(
                message=f"event {event.name!r} is deprecated without a replacement or an end",
                hint="add `replaced_by`, `sunset`, or both",
                at=event.origin.at("status"),
                event=event.name,
            )

    for use in leaving(subject):
        prop = use.prop
        if prop.is_retired:
            continue
        is_written = prop.ref is None or prop.origin.has("status")
        is_said = prop.replaced_by or prop.sunset or prop.refused & {"replaced_by", "sunset"}
        if is_written and not is_said:
            yield Problem(
                message=f"property {use.path!r} is deprecated without a replacement or an end",
                hint="add `replaced_by`, `sunset`, or both",
                at=prop.origin.at("status"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(
    Code(id="P503", name="deprecated-without-end", severity=Severity.INFO, page=__doc__), check
)
