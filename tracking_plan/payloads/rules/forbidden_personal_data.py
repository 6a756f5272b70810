"""The payload has a property that the plan says is never sent.

`pii.action` is `drop` or `forbid`: the value must not leave the program that has it.

```yaml
events:
  Signed Up:
    properties:
      ssn: {type: string, pii: {kind: id, action: forbid}}
```

```ndjson
{"event": "Signed Up", "properties": {"ssn": "..."}}  // expect: D503
```

```ndjson
{"event": "Signed Up", "properties": {}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Properties with `drop` or `forbid` that are on the wire."""
    for violation in subject.violations:
        _, prop = subject.planned_at(violation.route)
        if violation.keyword == "false" and not (prop is not None and prop.is_retired):
            pii = subject.pii_at(violation.property)
            says = f" (pii action {pii.action})" if pii else ""
            value = subject.value_text(violation.value)
            yield subject.problem(
                f"{subject.label}: {violation.property!r} must not be sent{says}{value}",
                hint="send it through the generated helper, or not at all",
                property=violation.property,
            )


RULE = PayloadRule(
    Code(id="D503", name="forbidden-personal-data", severity=Severity.ERROR, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.VIOLATIONS}),
)
