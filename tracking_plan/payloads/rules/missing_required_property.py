"""A property that the event version requires is missing.

Whoever reads the event relies on it. A property that may be null still has to be there.

```yaml
events:
  Signed Up:
    properties:
      plan: string!
      items: {type: array, items: {type: object, properties: {sku: string!}}}
```

```ndjson
{"event": "Signed Up", "properties": {}}  // expect: D202
{"event": "Signed Up", "properties": {"plan": "pro", "items": [{}]}}  // expect: D202
```

```ndjson
{"event": "Signed Up", "properties": {"plan": "pro", "items": [{"sku": "A1"}]}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.subject import Subject
from tracking_plan.rule import Problem, Rule


def check(subject: Subject) -> Iterator[Problem]:
    """Required keys that are not there."""
    for violation in subject.violations:
        if violation.keyword == "required":
            yield subject.problem(
                f"{subject.label}: required property {violation.property!r} is missing",
                property=violation.property,
            )


RULE = Rule(
    Code(id="D202", name="missing-required-property", severity=Severity.ERROR, page=__doc__), check
)
