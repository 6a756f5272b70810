"""What is posted to Altertable's API has a field that the API does not know.

What an event carries belongs under `properties`, what is known of a user under `traits`. Of
payloads, D405 says the same.

```yaml
events:
  Signed Up:
    properties: {plan: string}
```

Bad:

```typescript
fetch('https://api.altertable.ai/track', {
  method: 'POST',
  body: JSON.stringify({
    environment: 'production',
    event: 'Signed Up',
    properties: {},
    plan: 'pro', // expect: U405
  }),
});
```

Good:

```typescript
fetch('https://api.altertable.ai/track', {
  method: 'POST',
  body: JSON.stringify({
    environment: 'production',
    event: 'Signed Up',
    properties: { plan: 'pro' },
    session_id: session,
  }),
});
```
"""

from collections.abc import Iterator, Set

from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import nearest
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.matching import unnested
from tracking_plan.usage.ours import is_posted
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each unknown field; of properties in the wrong place U401 speaks."""
    for call in filter(is_posted, subject.written_calls):
        sent = call.options.properties if call.options else ()
        given, lost = {field.name for field in sent}, {one.name for one in unnested(call)}
        for field in sent:
            if field.name not in call.option_names and field.name not in lost:
                yield Problem(
                    message=f"the API knows no field {field.name!r} of a {call.method!s} payload",
                    hint=_hint(call, field.name, given),
                    at=field.at,
                )


def _hint(call: Call, name: str, given: Set[str]) -> str:
    near = nearest(name, sorted(call.option_names - given))
    if near is not None:
        return f"did you mean {near!r}?"
    inside = call.nested_key
    return f"put it under {inside!r}, or leave it out" if inside else "leave it out"


RULE = Rule(
    Code(id="U405", name="raw-payload-unknown-field", severity=Severity.WARNING, page=__doc__),
    check,
)
