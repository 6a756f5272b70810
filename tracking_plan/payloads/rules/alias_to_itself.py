"""An alias payload joins an id to itself.

Nothing is joined. Most likely the same variable was given twice.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"environment": "production", "distinct_id": "u1", "new_user_id": "u1"}  // expect: D306
```

```ndjson
{"environment": "production", "distinct_id": "u1", "new_user_id": "stripe:cus_1"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Aliases of which both ids are the same."""
    old, new = subject.payload.body.get("distinct_id"), subject.payload.body.get("new_user_id")
    if subject.payload.kind is Kind.ALIAS and old is not None and old == new:
        yield subject.problem(
            "alias payload: distinct_id and new_user_id are the same",
            hint="send the id from the other system as new_user_id",
            property="new_user_id",
        )


RULE = PayloadRule(
    Code(id="D306", name="alias-to-itself", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
