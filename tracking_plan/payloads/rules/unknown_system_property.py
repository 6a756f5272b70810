"""The payload has a `$` property that no SDK is known to send.

Names that begin with `$` belong to the SDKs. A newer SDK may have brought it; if not, the name
may clash one day.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {"$color": "red"}}  // expect: D208
```

```ndjson
{"event": "Signed Up", "properties": {"$lib": "altertable-js", "$os_version": "17"}}
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.altertable.system_names import is_system
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES


def check(subject: Subject) -> Iterator[Problem]:
    """`$` keys outside the table of the SDKs."""
    planned = {prop.name for prop in subject.planned}
    system = filter(is_system, subject.payload.properties)
    is_sent = subject.payload.of_sdk.has_property
    unknown = (key for key in system if not is_sent(key) and key not in planned)
    for path in map(shown, islice(unknown, MAX_FAILURES)):
        yield subject.problem(
            f"{subject.label}: {path!r} is not a property that the SDKs are known to send",
            hint="names that begin with '$' are reserved; give your own properties another",
            property=path,
        )


RULE = PayloadRule(
    Code(id="D208", name="unknown-system-property", severity=Severity.INFO, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.SYSTEM_KEYS}),
)
