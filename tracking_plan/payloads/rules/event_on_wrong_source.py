"""The event came from a source that the plan does not give it.

The source is known by the payload's `$lib`. Where that does not tell, nothing is said.

```yaml
events:
  Signed Up: {sources: [backend]}
```

```ndjson
{"event": "Signed Up", "properties": {"$lib": "altertable-js"}}  // expect: D108
```

```ndjson
{"event": "Signed Up", "properties": {"$lib": "altertable-ruby"}}
{"event": "Signed Up", "properties": {"$lib": "something-else"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Events that another source should send."""
    if subject.source is None or subject.verdict is None:
        return
    allowed = subject.verdict.version.sources
    if allowed is not None and subject.source not in allowed:
        yield subject.problem(
            f"{subject.label} came from {subject.source!r}, but belongs to {', '.join(allowed)}",
            hint=f"add {subject.source!r} to the event's sources, or stop sending it there",
        )


RULE = PayloadRule(
    Code(id="D108", name="event-on-wrong-source", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.SOURCE}),
)
