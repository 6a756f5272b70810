"""Nothing is seen of the properties that a call sends, so that they are not checked.

They come out of a function, an import or an argument that the code does not show. It is no fault:
it says where the plan is not held to, at calls that send an event with planned properties.

```yaml
events:
  Signed Up:
    properties: {plan: string}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": load_properties()})  # expect: U209
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": plan}})
altertable.track("Signed Up", user_id, {"properties": {"plan": plan, **others}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.matching import MatchedCall, is_misplaced
from tracking_plan.usage.misfits import no_objects
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import about


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each object of which no key is seen."""
    for matched in subject.matched_calls:
        if _is_opaque(matched):
            yield Problem(
                message=f"the properties of {matched.label} are not seen here, and not checked",
                hint="write their keys out where they are sent",
                at=matched.call.properties_at,
                related=about(matched),
                event=matched.event_name,
                version=matched.version_text,
            )


def _is_opaque(matched: MatchedCall) -> bool:
    """Whether properties are given, something is planned of them, and nothing is seen.

    By way of a function, what is not seen may be the function's doing.
    """
    call, sent = matched.call, matched.fields
    is_given = call.properties_at is not None and not call.through and not is_misplaced(call)
    is_unseen = not sent.is_complete and not sent.properties
    return is_given and is_unseen and bool(matched.properties) and not _is_wrong(call)


def _is_wrong(call: Call) -> bool:
    """Whether what is given in place of properties is known to be no object (U407)."""
    wrong = frozenset(map(id, no_objects(call)))
    given = (one for one in call.objects if one.at == call.properties_at)
    return any(id(value) in wrong for one in given for value in one.values)


RULE = Rule(Code(id="U209", name="opaque-properties", severity=Severity.INFO, page=__doc__), check)
