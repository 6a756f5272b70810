"""Properties are given as options, and are lost.

The Python SDK takes a dictionary of options, and the properties under its key `properties`, the
traits of `identify` under `traits`. What stands beside that key is dropped in silence. The web SDK
takes the properties directly: under a key `properties`, they arrive as one property of that name.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", user_id, {"plan": "pro"})  # expect: U401
altertable.identify(user_id, {"plan": "pro"})  # expect: U401
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.matching import unnested
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at the options of each call that has properties in their place, or the reverse."""
    yield from _wrapped(subject)
    for call in subject.written_calls:
        lost = unnested(call)
        if lost:
            names = ", ".join(repr(option.name) for option in lost[:5])
            yield Problem(
                message=f"{names} {'is' if len(lost) == 1 else 'are'} not sent: "
                f"{call.nested_key} belong under `{call.nested_key}`",
                hint=f'write {{"{call.nested_key}": {{...}}}}',
                at=lost[0].at,
                property=lost[0].name,
                fix=subject.rewriter.nested(call),
            )


def _wrapped(subject: Subject) -> Iterator[Problem]:
    """A problem for each call that nests its properties where the SDK takes them directly."""
    wrapped_keys = ((matched.wrapped, matched.call) for matched in subject.matched_calls)
    found = {wrapped.at: (wrapped, call) for wrapped, call in wrapped_keys if wrapped}
    for wrapped, call in found.values():
        inner = wrapped.values[0].written if len(wrapped.values) == 1 else None
        yield Problem(
            message="the web SDK takes the properties directly, not under `properties`",
            hint="write {...} in place of {properties: {...}}",
            at=wrapped.at,
            property=wrapped.name,
            fix=subject.rewriter.bare(call.properties_at, inner),
        )


RULE = Rule(
    Code(id="U401", name="properties-not-nested", severity=Severity.ERROR, page=__doc__), check
)
