"""A call sends a value of another type than the plan says.

Only types that the code proves are held against the plan: literals, templates, comparisons, objects
and arrays written in place, and the like. `1.0` is an integer, as in JSON Schema.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('Signed Up', { plan: 'pro', seats: '3' }); // expect: U203
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro', seats: 3 });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.names.likeness import nearest_value
from tracking_plan.names.phrases import literal
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain, of_value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.matching import MatchedValue
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import with_article


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each value whose type is known and wrong."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.values:
        if found.value.type is None or not found.is_of_another_type:
            continue
        expected = with_article(found.planned.type)
        problem = Problem(
            message=f"property {found.path!r} is {with_article(found.value.type)}, not {expected}",
            hint=_hint(found),
            at=found.value.at,
            related=(Related(message=f"{found.path!r} is here", at=found.planned.origin.place),),
            event=matched.event_name,
            version=matched.version_text,
            property=found.path,
        )
        yield of_value(matched, found, problem)


def _hint(found: MatchedValue) -> str:
    value = found.value
    if value.type is ValueType.NULL:
        return "leave it out where there is no value, or make it `nullable` in the plan"
    near = nearest_value(value.literal, found.allowed) if value.is_literal else None
    if near is not None:
        return f"did you mean {literal(near)}?"
    return f"send {with_article(found.planned.type)}, or change the type in the plan"


RULE = Rule(
    Code(id="U203", name="property-type-mismatch", severity=Severity.ERROR, page=__doc__), check
)
