"""A property is the text that a program makes of a missing value, or of an object.

`undefined`, `null`, `NaN`, `None` and `[object Object]` as texts come from code that turned a value
into text without looking whether there was one. They pass for values: they are counted, listed and
filtered by. Where the plan lists the word among the values of the property, it is one.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro, None]}
      referrer: string
      tags: {type: array, items: string}
```

```ndjson
{"event": "Signed Up", "properties": {"referrer": "undefined"}}  // expect: D222
{"event": "Signed Up", "properties": {"tags": ["new", "null"]}}  // expect: D222
{"event": "Signed Up", "properties": {"referrer": "user [object Object]"}}  // expect: D222
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "None"}}
{"event": "Signed Up", "properties": {"referrer": "none"}}
{"event": "Signed Up", "properties": {"referrer": "undefined-behaviour.example", "tags": []}}
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.odd_texts import stands_for_nothing
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.texts import texts
from tracking_plan.plan.model import Property
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES


def check(subject: Subject) -> Iterator[Problem]:
    """Values that are such a text, but for those that the plan lists."""
    found = (
        text
        for text in texts(subject.payload.properties)
        if not text.is_key and stands_for_nothing(text.text)
    )
    for route, text, _ in islice(found, MAX_FAILURES):
        path, planned = subject.planned_at(route)
        if planned is None or not _lists(planned, text):
            yield subject.problem(
                f"{subject.label}: {path!r} is the text that a program makes of a missing value"
                f"{subject.value_text(text)}",
                hint="leave the property out where there is no value",
                property=path,
            )


def _lists(planned: Property, text: str) -> bool:
    """Whether the plan names the text as a value of the property."""
    return planned.const == text or any(entry.value == text for entry in planned.enum or ())


RULE = PayloadRule(
    Code(id="D222", name="text-for-nothing", severity=Severity.INFO, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.TEXTS}),
)
