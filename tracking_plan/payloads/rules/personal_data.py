"""A value looks like personal data, and the plan does not say so.

Email addresses, card numbers and secret keys find their way into notes, URLs and error messages.
With `--pii`, phone numbers and IP addresses are looked for as well; ordinary values look like
those too, so they are an info.

```yaml
events:
  Signed Up:
    properties:
      note: string
      email: {type: string, pii: {kind: email, action: allow, reason: support needs it}}
```

```ndjson
{"event": "Signed Up", "properties": {"note": "call jane@acme.example"}}  // expect: D501
```

```ndjson
{"event": "Signed Up", "properties": {"email": "jane@acme.example", "note": "logo@2x.png"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.masked import shown_route
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.personal_values import found
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES
from tracking_plan.validation.validator import property_path


def check(subject: Subject) -> Iterator[Problem]:
    """Values that look personal, outside the properties that the plan has reviewed."""
    reported: set[tuple[str, str]] = set()
    for route, looks, value in found(subject.payload.properties, (), noisy=subject.settings.noisy):
        path = shown_route(route)
        if (path, looks.what) in reported or subject.pii_at(property_path(route)) is not None:
            continue
        if len(reported) == MAX_FAILURES:
            return
        reported.add((path, looks.what))
        yield subject.problem(
            f"{subject.label}: {path!r} holds what looks like {looks.what}"
            f"{subject.value_text(value)}",
            hint="stop sending it, or declare it with pii in the plan",
            property=path,
            severity=Severity.INFO if looks.noisy else None,
        )


RULE = PayloadRule(
    Code(id="D501", name="personal-data", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
)
