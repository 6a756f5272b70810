"""A call sends a value that JSON cannot hold.

The Python SDK fails at such a value, in the midst of the product's code: at a `datetime`, a
`Decimal`, a `set`, bytes. JavaScript fails at a BigInt, and sends something else of the others:
`null` for NaN, `{}` for a Map, nothing for a function.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
from datetime import datetime

altertable.track("Signed Up", user_id, {"properties": {"at": datetime.now()}})  # expect: U211
altertable.track("Signed Up", user_id, {"properties": {"tags": {"a", "b"}}})  # expect: U211
```

```typescript
altertable.track('Signed Up', { ids: new Set([1, 2]) }); // expect: U211
altertable.track('Signed Up', { size: 10n }); // expect: U211
```

Good:

```python
from datetime import datetime

altertable.track("Signed Up", user_id, {"properties": {"at": datetime.now().isoformat()}})
altertable.track("Signed Up", user_id, {"properties": {"tags": sorted({"a", "b"})}})
```

```typescript
altertable.track('Signed Up', { ids: [1, 2], size: String(10n) });
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Fields, Value
from tracking_plan.usage.misfits import no_objects
from tracking_plan.usage.ours import is_altertables, is_posted
from tracking_plan.usage.subject import Subject


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each such value in the properties and options of Altertable's SDKs."""
    for call in filter(is_altertables, subject.calls):
        if is_posted(call):
            continue  # what makes JSON of it may know what to do
        said = {value.at for value in no_objects(call)}  # by U407, or of the options already
        for name, value in _values(call):
            if value.unfit is not None and value.at not in said:
                said.add(value.at)
                yield Problem(
                    message=f"{name!r} is {value.unfit.what}, which JSON cannot hold:"
                    f" {value.unfit.effect}",
                    hint="send a text, a number, a list or an object",
                    at=value.at,
                    property=name,
                )


def _values(call: Call) -> Iterator[tuple[str, Value]]:
    own = [event.properties for event in call.events if event.properties is not None]
    for fields in (call.options or Fields(), *(own or [call.properties])):
        for sent in fields.properties:
            for value in sent.values:
                yield from _within(sent.name, value)


def _within(name: str, value: Value) -> Iterator[tuple[str, Value]]:
    """A value, and all in it, each under the nearest name."""
    yield name, value
    for item in value.items or ():
        yield from _within(name, item)
    for sent in (value.fields or Fields()).properties:
        for inner in sent.values:
            yield from _within(sent.name, inner)


RULE = Rule(
    Code(id="U211", name="unserialisable-value", severity=Severity.ERROR, page=__doc__), check
)
