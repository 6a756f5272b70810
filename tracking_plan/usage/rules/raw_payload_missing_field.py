"""What is posted to Altertable's API lacks a field that the API requires.

A track payload needs `environment`, `event` and `properties` (an empty object where there are
none), an identify payload `environment` and `distinct_id`, an alias payload `new_user_id` besides.
The SDKs see to that; a call of the API does not. Reported where all keys of the payload are seen.
Of payloads, D404 says the same.

```yaml
events:
  Signed Up: {}
```

Bad:

```python
import requests

requests.post(
    "https://api.altertable.ai/track",
    json={"environment": "production", "event": "Signed Up"},  # expect: U404
)
```

Good:

```python
import requests

requests.post(
    "https://api.altertable.ai/track",
    json={"environment": "production", "event": "Signed Up", "properties": {}},
)
```
"""

from collections.abc import Iterator

from tracking_plan.altertable.envelope import FIELDS, Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call, Method
from tracking_plan.usage.matching import unnested
from tracking_plan.usage.ours import is_posted
from tracking_plan.usage.subject import Subject

_PROPERTIES = "properties"
_KINDS = {Method.TRACK: Kind.TRACK, Method.IDENTIFY: Kind.IDENTIFY, Method.ALIAS: Kind.ALIAS}


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each payload without some required fields."""
    for call in filter(is_posted, subject.written_calls):
        lacking, at = _lacking(call), call.objects[0].at if call.objects else call.at
        if lacking:
            is_only_empty = lacking == [_PROPERTIES]
            yield Problem(
                message=f"the payload has no {' and no '.join(map(repr, lacking))}, which the API"
                " requires",
                hint="send {} where there are no properties" if is_only_empty else None,
                at=at,
                fix=subject.rewriter.with_entry(at, _PROPERTIES, "{}") if is_only_empty else None,
            )


def _lacking(call: Call) -> list[str]:
    """The required fields that a payload surely lacks; of lost properties U401 speaks."""
    kind, body = _KINDS.get(call.method), call.options
    if kind is None or body is None or not body.is_complete:
        return []
    given = {sent.name for sent in body.properties} | ({_PROPERTIES} if unnested(call) else set())
    return [name for name, spec in FIELDS.items() if kind in spec.needed_by and name not in given]


RULE = Rule(
    Code(id="U404", name="raw-payload-missing-field", severity=Severity.ERROR, page=__doc__), check
)
