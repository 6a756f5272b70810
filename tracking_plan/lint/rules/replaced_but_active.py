"""A life-cycle key that contradicts the status.

`replaced_by` on an event that is still active tells readers to use another one, while every check
accepts this one. Write `status: deprecated` if that is meant. The same goes for properties, and for
the values of an `enum`.

Bad:

```yaml
events:
  Signup Done: {replaced_by: Signed Up}  # expect: P504
  Signed Up: {}
```

Good:

```yaml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up}
  Signed Up: {}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.names.phrases import literal
from tracking_plan.plan.model import Status
from tracking_plan.rule import Problem, Rule

_CURRENT = frozenset((Status.DRAFT, Status.ACTIVE))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event and property that is replaced, and current all the same."""
    for event in subject.events:
        if "status" in event.refused:
            continue
        if event.replaced_by is not None and event.status in _CURRENT:
            yield Problem(
                message=f"event {event.name!r} is replaced by {event.replaced_by!r}, and "
                f"its status is {event.status}",
                hint="write `status: deprecated`, or remove `replaced_by`",
                at=event.origin.at("replaced_by"),
                event=event.name,
            )
    yield from _values(subject)
    for use in subject.active:
        prop = use.prop
        if "status" in prop.refused:
            continue
        is_written = prop.ref is None or prop.origin.has("replaced_by")
        if prop.replaced_by is not None and prop.status in _CURRENT and is_written:
            yield Problem(
                message=f"property {use.path!r} is replaced by {prop.replaced_by!r}, and "
                f"its status is {prop.status}",
                hint="write `status: deprecated`, or remove `replaced_by`",
                at=prop.origin.at("replaced_by"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


def _values(subject: Subject) -> Iterator[Problem]:
    """The same of the values of a list."""
    for use in subject.active:
        prop = use.prop
        if prop.ref is not None or prop.enum is None or prop.origin.has("enum", len(prop.enum)):
            continue  # an entry that was left out has a finding of its own
        for number, entry in enumerate(prop.enum):
            if entry.replaced_by is not None and not entry.is_deprecated:
                shown, instead = literal(entry.value), literal(entry.replaced_by)
                yield Problem(
                    message=f"the value {shown} of {use.path!r} is replaced by {instead}, and its "
                    f"status is {entry.status}",
                    hint="write `status: deprecated`, or remove `replaced_by`",
                    at=prop.origin.at("enum", number, "replaced_by"),
                    event=use.event_name,
                    version=use.version_text,
                    property=use.path,
                )


RULE = Rule(
    Code(id="P504", name="replaced-but-active", severity=Severity.WARNING, page=__doc__), check
)
