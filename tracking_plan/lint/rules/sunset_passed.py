"""A sunset has passed, and the plan does not say that the event is retired.

From its `sunset` on, an event or a version counts as retired, so that payloads and calls of it are
errors. Write `status: retired` if that is meant, take the version out of `previous`, or move the
day. `--today` sets the day that counts.

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
    """A problem for each event version whose last day was before today."""
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


RULE = Rule(Code(id="P502", name="sunset-passed", severity=Severity.WARNING, page=__doc__), check)
