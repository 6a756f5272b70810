"""A call gives an event to the SDK by its name, although there is a generated function for it.

A generated function has the event's properties as arguments, so that types and editors say what is
wrong before the code runs. The rule is off: ask for it with `extend_select: [U110]` when helpers
are what everybody is to use. `usage --to-helpers` turns calls of the Python SDK into such calls.

```yaml
generate:
  - {target: python, output: analytics}
events:
  Signed Up:
    properties: {plan: string}
  Logged Out: {}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})  # expect: U110
```

Good:

```python
from analytics import track_signed_up

track_signed_up(user_id, plan="pro")
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.matching import MatchedCall
from tracking_plan.usage.ours import is_altertables
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import about


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each call of an SDK that sends one event, for which there is a helper."""
    for matched in filter(_is_raw, subject.matched_calls):
        name, version = matched.event_name, matched.version_text
        if name is None or version is None:
            continue
        functions = subject.helpers.sending(matched.call.language, name, version)
        if functions:
            yield Problem(
                message=f"event {name!r} is given to the SDK by its name",
                hint=f"call the generated {functions[-1]!r}",
                at=matched.call.event_at,
                related=about(matched),
                event=name,
                version=version,
            )


def _is_raw(matched: MatchedCall) -> bool:
    """Whether a call is the SDK's own, and sends one event in each run."""
    call = matched.call
    is_direct = is_altertables(call) and not call.through and not call.forwards
    return is_direct and call.dynamic is None and len(call.events) == 1


RULE = Rule(
    Code(
        id="U110",
        name="raw-call-where-helper-exists",
        severity=Severity.INFO,
        page=__doc__,
        default=False,
    ),
    check,
)
