"""The payload has a top-level field that the API does not know.

The API drops it without a word. What belongs to the event goes into `properties`.

A payload without `event` that has `properties`, and no `traits`, is an event whose name is lost:
that is an error, and so is `Event` in place of `event`.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "release": "1.2.0"}  // expect: D405
{"Event": "Signed Up", "properties": {}, "distinct_id": "u1"}  // expect: D405
```

```ndjson
{"event": "Signed Up", "properties": {}, "session_id": null}
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.altertable.envelope import FIELDS_OF, Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES


def check(subject: Subject) -> Iterator[Problem]:
    """Fields of no kind, or of another kind of payload; D401 speaks of misplaced properties."""
    if subject.payload.kind is Kind.UNKNOWN:
        return
    known = FIELDS_OF[subject.payload.kind]
    if subject.payload.body.keys() <= known:
        return
    lost = _lost_event(subject)
    if lost is not None:
        yield lost
        return
    misplaced = {prop.name for prop in subject.event.current.properties} if subject.event else set()
    misplaced |= {prop.name for prop in subject.planned} if subject.event else set()
    unknown = (name for name in subject.payload.body if name not in known and name not in misplaced)
    for name in islice(unknown, MAX_FAILURES):
        near = subject.near.to(name, known, subject.payload.kind)
        yield subject.problem(
            f"{subject.label}: unknown field {shown(name)!r}",
            hint=f"did you mean {near!r}?"
            if near and near not in subject.payload.body
            else "the API drops it",
            property=shown(name),
        )


def _lost_event(subject: Subject) -> Problem | None:
    """The problem of an event that passes for an identify payload, since it has no name."""
    payload = subject.payload
    if payload.kind is not Kind.IDENTIFY:
        return None
    name = payload.spelling_of("event")
    properties = payload.spelling_of("properties")
    if name is None and (properties is None or payload.body.get("traits") is not None):
        return None
    if name is not None:
        hint = f"did you mean 'event' for {shown(name)!r}?"
    else:
        hint = "give the event's name in 'event'; what is known of a user goes into 'traits'"
    return subject.problem(
        f"{subject.label}: an event without 'event', which is lost",
        hint=hint,
        property=shown(name or properties or ""),
        severity=Severity.ERROR,
    )


RULE = PayloadRule(
    Code(id="D405", name="unknown-field", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
