"""A call spells a property differently than the plan does.

The name is the plan's but for case or punctuation, so it arrives in place of the one that is
meant.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('Signed Up', { Plan: 'pro' }); // expect: U205
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro' });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import about, variant


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key that only its spelling keeps from being the plan's."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.objects:
        for sent in found.sent.properties:
            meant = variant(sent.name, found.planned)
            if meant is None or sent.name in found.planned or found.is_free(sent.name):
                continue
            path = found.path_of(sent.name)
            problem = Problem(
                message=f"property {path!r} is spelled {meant!r} in {matched.label}",
                hint=f"write {meant!r}",
                at=sent.at,
                related=about(matched),
                event=matched.event_name,
                version=matched.version_text,
                property=path,
                fix=subject.rewriter.key(sent, meant),
            )
            yield Candidate(matched, problem, found.is_sure and sent.is_sure)


RULE = Rule(
    Code(id="U205", name="property-name-variant", severity=Severity.WARNING, page=__doc__), check
)
