"""A call sends a property that is retired.

The plan keeps its name so that nobody gives it another meaning; every payload with it is refused.

```yaml
events:
  Signed Up:
    properties:
      tier: {type: string, status: retired, replaced_by: plan}
      plan: string
```

Bad:

```typescript
altertable.track('Signed Up', { tier: 'pro' }); // expect: U218
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key of such a property."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.objects():
        for sent in found.sent.properties:
            path, planned = found.planned_for(sent) or ("", None)
            if planned is None or not planned.is_retired:
                continue
            instead = planned.replaced_by
            problem = Problem(
                message=f"property {path!r} is retired",
                hint=f"send {instead!r} instead" if instead else "leave it out",
                at=sent.at,
                related=(Related(message=f"{path!r} is here", at=planned.origin.place),),
                event=matched.event_name,
                version=matched.version_text,
                property=path,
            )
            yield Candidate(matched, problem, found.is_sure and sent.is_sure)


RULE = Rule(Code(id="U218", name="retired-property", severity=Severity.ERROR, page=__doc__), check)
