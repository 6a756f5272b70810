"""A value looks like personal data, and the plan does not say so.

Email addresses, card and bank account numbers, secret keys and tokens find their way into notes,
URLs and error messages, and into the keys of objects. With `--pii`, phone numbers, IP addresses and
social security numbers are looked for as well; ordinary values look like those too, so they are an
info.

```yaml
events:
  Signed Up:
    properties:
      note: string
      order: {type: any}
      email: {type: string, pii: {kind: email, action: allow, reason: support needs it}}
```

```ndjson
{"event": "Signed Up", "properties": {"note": "call jane@acme.example"}}  // expect: D501
{"event": "Signed Up", "properties": {"order": {"jane@acme.example": 3}}}  // expect: D501
{"event": "Signed Up", "properties": {"order": 4111111111111111}}  // expect: D501
```

```ndjson
{"event": "Signed Up", "properties": {"email": "jane@acme.example", "note": "logo@2x.png"}}
{"event": "Signed Up", "properties": {"order": 1767225600000000, "note": "0.7394780650078449"}}
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.names.property_path import below, values_of
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.personal_values import found
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.place import Route
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES


def check(subject: Subject) -> Iterator[Problem]:
    """Values and keys that look personal, outside the properties that the plan has reviewed."""
    reported: set[tuple[str, str, bool]] = set()
    unknown = {
        (*violation.route, violation.key)
        for violation in subject.violations
        if violation.keyword == "additionalProperties"
    }
    planned = {prop.name for prop in subject.planned}
    for route, looks, value, is_key in found(
        subject.payload.properties, (), noisy=subject.settings.noisy
    ):
        is_known = route in unknown or (route[0] in planned and len(route) == 1)
        if (is_key and is_known) or _is_declared(subject, route, is_key=is_key):
            continue
        path = subject.path_of(route)
        if is_key:
            path = below(subject.path_of(route[:-1]), shown(str(route[-1])))
        if (path, looks.what, is_key) in reported:
            continue
        if len(reported) == MAX_FAILURES:
            return
        reported.add((path, looks.what, is_key))
        what = "is a key that looks like" if is_key else "holds what looks like"
        yield subject.problem(
            f"{subject.label}: {path!r} {what} {looks.what}{subject.value_text(value)}",
            hint=_KEY_HINT if is_key else "stop sending it, or declare it with pii in the plan",
            property=path,
            severity=Severity.INFO if looks.noisy else None,
        )


def _is_declared(subject: Subject, route: Route, *, is_key: bool) -> bool:
    """Whether the plan has reviewed what is there. Of a map's keys its values say nothing."""
    path = subject.path_of(route)
    if is_key and path.endswith(values_of("")):
        path = subject.path_of(route[:-1])
    return subject.pii_at(path) is not None


_KEY_HINT = "send a list of objects with planned keys instead, or declare the property with pii"

RULE = PayloadRule(
    Code(id="D501", name="personal-data", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.SIGHTINGS, Aspect.VIOLATIONS}),
)
