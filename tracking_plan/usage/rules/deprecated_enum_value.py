"""A call sends a value that is deprecated.

The value is still valid; the plan wants nothing new to send it.

```yaml
events:
  Signed Up:
    properties:
      plan:
        type: string
        enum: [free, pro, {value: gold, status: deprecated, replaced_by: pro}]
```

Bad:

```typescript
altertable.track('Signed Up', { plan: isPaid ? 'gold' : 'free' }); // expect: U219
```

Good:

```typescript
altertable.track('Signed Up', { plan: isPaid ? 'pro' : 'free' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.names.phrases import literal
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain, of_value
from tracking_plan.usage.subject import Subject
from tracking_plan.validation.equality import is_same


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal that is such a value."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.values:
        entries = found.planned.deprecated_values if found.value.is_literal else ()
        for entry in entries:
            if not is_same(entry.value, found.value.literal):
                continue
            instead = entry.replaced_by
            at = found.planned.origin.place
            problem = Problem(
                message=f"the value {literal(entry.value)} of {found.path!r} is deprecated",
                hint=f"send {literal(instead)} instead" if instead is not None else None,
                at=found.value.at,
                related=(Related(message=f"{found.path!r} is here", at=at),),
                event=matched.event_name,
                version=matched.version_text,
                property=found.path,
            )
            yield of_value(matched, found, problem)
            break


RULE = Rule(
    Code(id="U219", name="deprecated-enum-value", severity=Severity.WARNING, page=__doc__), check
)
