"""The timestamp is more than 20 years before today, or later than tomorrow.

A clock that was never set says 1970, 1980 or 2001; a wrong unit and a wrong field lead anywhere.
Such a payload stands alone at the end of every chart, and is in no report about today.

Later than tomorrow nothing can have been sent, whatever the time zone: today is the day of the run
in its own zone, timestamps are compared in UTC. Twenty years back leave room for imports of old
events. For a capture from another time, `--today` names its day.

```yaml
events:
  Signed Up:
    properties:
      plan: string
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "1970-01-01T00:00:00Z"}  // expect: D413
{"event": "Signed Up", "properties": {}, "timestamp": "2027-01-01T00:00:00Z"}  // expect: D413
{"event": "Signed Up", "properties": {}, "timestamp": 978307200000}  // expect: D413
```

```ndjson
{"event": "Signed Up", "properties": {}, "timestamp": "2026-01-02T23:59:59Z"}
{"event": "Signed Up", "properties": {}, "timestamp": "2006-01-01"}
{"event": "Signed Up", "properties": {}, "timestamp": 1767225600000}
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.plausible_time import YEARS_BACK, plausible_time
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem


def check(subject: Subject) -> Iterator[Problem]:
    """Moments that are too early or too late for the day of the run."""
    payload = subject.payload
    if payload.kind is Kind.UNKNOWN or payload.moment is None:
        return
    plausible = plausible_time(subject.settings.today)
    if plausible.includes(payload.moment):
        return
    is_early = payload.moment < plausible.start
    when = f"more than {YEARS_BACK} years before today" if is_early else "later than tomorrow"
    yield subject.problem(
        f"{subject.label}: the timestamp is {when}"
        f"{subject.value_text(payload.body.get('timestamp'))}",
        hint="is the clock wrong, or the unit? --today names the day of an older capture",
        property="timestamp",
    )


RULE = PayloadRule(
    Code(id="D413", name="implausible-time", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS}),
    is_about_envelope=True,
)
