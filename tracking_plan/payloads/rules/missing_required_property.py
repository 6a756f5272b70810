"""A property that the event version requires is missing.

Whoever reads the event relies on it. A property that may be null still has to be there. Where it
was sent under another spelling, the hint says which.

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
from itertools import islice

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.names.likeness import fold
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.validator import Violation


def check(subject: Subject) -> Iterator[Problem]:
    """Required keys that are not there."""
    for violation in subject.violations:
        if violation.keyword == "required":
            spelled = _spelled(subject, violation)
            yield subject.problem(
                f"{subject.label}: required property {violation.property!r} is missing",
                hint=f"it is sent as {shown(spelled)!r}" if spelled is not None else None,
                property=violation.property,
            )


def _spelled(subject: Subject, violation: Violation) -> str | None:
    """The key that the object has instead, spelled otherwise; None: it has none."""
    if violation.key is None or not isinstance(violation.value, dict):
        return None
    planned = {prop.name for prop in subject.siblings(violation.route)}
    folded = fold(violation.key)
    for key in islice(violation.value, _MAX_SEARCHED):
        if fold(key) == folded and key not in planned and not is_system(key):
            return key
    return None


_MAX_SEARCHED = 1000  # keys of an object; as many are told of


RULE = PayloadRule(
    Code(id="D202", name="missing-required-property", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
