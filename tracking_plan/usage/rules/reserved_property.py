"""A call sends a property under a name that is the SDKs' to give.

Names that begin with `$` are those of the SDKs: Altertable may give them a meaning of its own one
day, and no plan has them. Those that the SDKs send (`$lib`, `$url`, `$os_version`) may be set. What
other vendors make of such names is theirs, and not reported.

```yaml
events:
  Signed Up:
    properties: {plan: string}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"$color": "red"}})  # expect: U208
```

```typescript
altertable.track('Signed Up', { plan: 'pro', $color: 'red' }); // expect: U208
```

Good:

```typescript
altertable.track('Signed Up', { plan: 'pro', $release: version });
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.system_names import is_sent_property, is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.ours import is_altertables
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each key that begins with `$` and that no SDK sends."""
    for call in filter(is_altertables, subject.calls):
        own = [event.properties for event in call.events if event.properties is not None]
        for sent in (one for fields in (own or [call.properties]) for one in fields.properties):
            if is_system(sent.name) and not is_sent_property(sent.name):
                yield Problem(
                    message=f"property {sent.name!r} begins with '$', which is reserved for the"
                    " SDKs",
                    hint=f"call it {sent.name.lstrip('$')!r}, or give it another name",
                    at=sent.at,
                    property=sent.name,
                )


RULE = Rule(
    Code(id="U208", name="reserved-property", severity=Severity.WARNING, page=__doc__), check
)
