"""A plan has no events.

Every payload and every tracking call would be unknown to it, and a check that looks at nothing
passes. `tracking-plan init --from-code` drafts events from the calls in the code.

Bad:

```yaml
tracking_plan: 1  # expect: P207
name: acme-shop
```

The same with a key that has none:

```yaml
tracking_plan: 1
name: acme-shop
events: {}  # expect: P207
```

Good:

```yaml
tracking_plan: 1
name: acme-shop
events:
  Signed Up: {description: A visitor made an account., answers: activation}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """A problem where nothing is written that could be an event."""
    plan = subject.plan
    if plan.events or plan.has_faults or plan.has_unread_files:
        return  # what is written, and could not be built, has its F findings
    yield Problem(
        message="the plan has no events",
        hint="write one under `events`, or draft them with 'tracking-plan init --from-code'",
        at=plan.origin.at("events" if plan.origin.has("events") else "tracking_plan"),
    )


RULE = Rule(
    Code(id="P207", name="plan-without-events", severity=Severity.WARNING, page=__doc__), check
)
