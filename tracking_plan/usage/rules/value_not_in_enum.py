"""A call sends a value that the plan does not list.

Of one of another type than the plan says only that is said (U203).

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('Signed Up', { plan: isPaid ? 'premium' : 'free' }); // expect: U204
```

Good:

```typescript
altertable.track('Signed Up', { plan: isPaid ? 'pro' : 'free' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.names.likeness import nearest_value
from tracking_plan.names.phrases import literal
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain, of_value
from tracking_plan.usage.subject import Subject
from tracking_plan.validation.equality import is_same


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each literal that is none of the planned values."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.values:
        allowed, value = found.allowed, found.value.literal
        if not found.value.is_literal or value is None or not allowed:
            continue
        if found.is_of_another_type or any(is_same(value, one) for one in allowed):
            continue  # of a value of another type, that is said alone (U203)
        near = nearest_value(value, allowed)
        listed = ", ".join(literal(one) for one in allowed[:8])
        more = ", ..." if len(allowed) > 8 else ""
        problem = Problem(
            message=f"{literal(value)} is not one of the values of {found.path!r}",
            hint=f"the plan has {listed}{more}"
            if near is None
            else f"did you mean {literal(near)}?",
            at=found.value.at,
            related=(Related(message=f"{found.path!r} is here", at=found.planned.origin.place),),
            event=matched.event_name,
            version=matched.version_text,
            property=found.path,
        )
        yield of_value(matched, found, problem)


RULE = Rule(Code(id="U204", name="value-not-in-enum", severity=Severity.ERROR, page=__doc__), check)
