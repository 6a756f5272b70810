"""The payload says of nobody whose event it is.

Without a `distinct_id`, `anonymous_id` or `device_id` the event belongs to no one: it counts, but
no funnel and no retention has it. From a source that is known to be a server, where no SDK makes
up ids, it is an error. A null id is no id.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}}  // expect: D301
{"event": "Signed Up", "properties": {}, "distinct_id": null}  // expect: D301
```

```ndjson
{"event": "Signed Up", "properties": {}, "distinct_id": "u1"}
{"event": "Signed Up", "properties": {}, "anonymous_id": "anonymous-1"}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import IDS, Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Events without any id."""
    if subject.payload.kind is not Kind.TRACK:
        return
    if all(subject.payload.body.get(name) is None for name in IDS):
        yield subject.problem(
            f"{subject.label}: no distinct_id, anonymous_id or device_id",
            hint="send the user's id as distinct_id",
            severity=Severity.ERROR if subject.is_server else None,
        )


RULE = PayloadRule(
    Code(id="D301", name="missing-distinct-id", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS, Aspect.SOURCE}),
    is_about_envelope=True,
)
