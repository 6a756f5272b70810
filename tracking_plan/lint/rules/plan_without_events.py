"""A plan has no events.

Every payload and every tracking call would be unknown to it, and a check that looks at nothing
passes. `tracking-plan init --from-code` drafts events from the calls in the code.

Bad:

```yaml
tracking_plan: 1  # expect: P207
name: acme-shop
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
    if plan.events or plan.origin.has("events") or len(plan.files) > 1:
        return  # what is written, and could not be built, has its F findings
    yield Problem(
        message="the plan has no events",
        hint="write one under `events`, or draft them with 'tracking-plan init --from-code'",
        at=plan.origin.at("tracking_plan"),
    )


RULE = Rule(
    Code(id="P207", name="plan-without-events", severity=Severity.WARNING, page=__doc__), check
)
