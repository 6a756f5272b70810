"""A sunset has passed, and the plan does not say that the event is retired.

From its `sunset` on, an event, a version or a property counts as retired, so that payloads and
calls of it are errors. Write `status: retired` if that is meant, take the version out of
`previous`, or move the day. `--today` sets the day that counts.

Bad:

```yaml
events:
  Signup Done: {status: deprecated, replaced_by: Signed Up, sunset: 2020-01-31}  # expect: P502
  Signed Up: {}
```

Good:

```yaml
events:
  Signup Done: {status: retired, replaced_by: Signed Up, sunset: 2020-01-31}
  Signed Up: {}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each event version and property whose last day was before today."""
    for event in subject.plan.events.values():
        for version in event.versions:
            if version.status_on(subject.today) is version.status:
                continue
            what = f"event {event.name!r}"
            if version is not event.current:
                what = f"version {version.version} of {what}"
            yield Problem(
                message=f"{what} had its sunset on {version.sunset}",
                hint="write `status: retired`, or move the day",
                at=version.origin.at("sunset"),
                event=event.name,
                version=str(version.version),
            )
    for use in subject.uses:
        prop = use.prop
        is_written = prop.ref is None or prop.origin.has("sunset")
        if is_written and prop.status_on(subject.today) is not prop.status:
            yield Problem(
                message=f"property {use.path!r} had its sunset on {prop.sunset}",
                hint="write `status: retired`, or move the day",
                at=prop.origin.at("sunset"),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


RULE = Rule(Code(id="P502", name="sunset-passed", severity=Severity.WARNING, page=__doc__), check)
