"""A name that one of the plan's own rules forbids.

`conventions.rules` states rules without code: a pattern for event names or property names, what to
say, and how severe it is. The pattern is searched, not anchored. The message is the rule's.

Bad:

```yaml
conventions:
  rules:
    - {name: no-clicks, events: 'Clicked$', message: track outcomes and not clicks}
events:
  Button Clicked: {}  # expect: P107
```

Good:

```yaml
conventions:
  rules:
    - {name: no-clicks, events: 'Clicked$', message: track outcomes and not clicks}
events:
  Report Exported: {}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.patterns import matcher
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.settings import OwnRule
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each name that a rule's pattern matches."""
    for own in subject.plan.conventions.rules:
        if own.events is not None:
            yield from _events(subject, own, own.events)
        if own.properties is not None:
            yield from _properties(subject, own, own.properties)


def _events(subject: Subject, own: OwnRule, pattern: str) -> Iterator[Problem]:
    matches = matcher(pattern)
    for event in subject.events:
        if matches(event.name):
            yield Problem(
                message=f"event {event.name!r}: {own.message} ({own.name})",
                at=event.origin.place,
                related=(_stated(own),),
                event=event.name,
                severity=Severity(own.severity),
            )


def _properties(subject: Subject, own: OwnRule, pattern: str) -> Iterator[Problem]:
    matches = matcher(pattern)
    for name in filter(matches, subject.by_name):
        for use in subject.by_name[name]:
            yield Problem(
                message=f"property {use.path!r}: {own.message} ({own.name})",
                at=use.prop.origin.place,
                related=(_stated(own),),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
                severity=Severity(own.severity),
            )


def _stated(own: OwnRule) -> Related:
    return Related(message=f"the rule {own.name!r} is stated here", at=own.origin.place)


RULE = Rule(Code(id="P107", name="own-rule", severity=Severity.WARNING, page=__doc__), check)
