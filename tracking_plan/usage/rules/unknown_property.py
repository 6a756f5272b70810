"""A call sends a property that the event does not have.

Events are closed unless they say `additional_properties: true`. System properties, which begin with
`$`, and the version property are always allowed. Nested objects are held to the plan in the same
way, and so are traits.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```typescript
altertable.track('Signed Up', {
  plan: 'pro',
  coupon: 'SPRING', // expect: U201
});
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro', seats: 3 });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import nearest
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import about, variant


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key that the plan has in no spelling."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.objects:
        for sent in found.sent.properties:
            known = sent.name in found.planned or found.is_open or found.is_free(sent.name)
            known = known or sent.is_argument
            if known or variant(sent.name, found.planned):
                continue
            given = {other.name for other in found.sent.properties}
            near = nearest(sent.name, [name for name in found.planned if name not in given])
            path = found.path_of(sent.name)
            problem = Problem(
                message=f"property {path!r} is not in {matched.label}",
                hint=f"did you mean {near!r}?" if near else "add it to the plan, or leave it out",
                at=sent.at,
                related=about(matched),
                event=matched.event_name,
                version=matched.version_text,
                property=path,
                fix=subject.rewriter.key(sent, near) if near else None,
            )
            yield Candidate(matched, problem, found.is_sure and sent.is_sure)


RULE = Rule(Code(id="U201", name="unknown-property", severity=Severity.ERROR, page=__doc__), check)
