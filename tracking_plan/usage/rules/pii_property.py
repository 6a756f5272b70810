"""A call sends personal data under a name that does not say so, or that is not planned.

What is personal is decided in the plan, by `pii`. This says where the code sends what the plan does
not know to be personal: a value that is called so (`user.email`), or a text that looks so. Where
the name in the plan speaks for itself, P401 asks for a decision there.

```yaml
events:
  Signed Up:
    properties:
      contact: string
      owner: {type: string, pii: {kind: email, action: allow, reason: The sales team calls.}}
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"contact": user.email}})  # expect: U207
altertable.track("Signed Up", user_id, {"properties": {"contact": "jo@acme.io"}})  # expect: U207
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"contact": "form"}})
altertable.track("Signed Up", user_id, {"properties": {"contact": hashed(user.email)}})
altertable.track("Signed Up", user_id, {"properties": {"owner": user.email}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.personal.looks import suspect
from tracking_plan.plan.model import Property, Type
from tracking_plan.plan.personal_names import kind_of_name
from tracking_plan.plan.pii import PiiKind
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.facts.call import SentProperty, Value
from tracking_plan.usage.facts.expression import ValueType
from tracking_plan.usage.matching import MatchedCall, MatchedObject
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import about

_OF_A_PERSON = (PiiKind.EMAIL, PiiKind.NAME, PiiKind.PHONE, PiiKind.FINANCIAL)
"""Kinds whose names mean a person in any product: an address or a token may be another thing."""


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each value of which the plan does not say that it is personal."""
    for matched, found in subject.objects:
        for sent in found.sent.properties if not found.path else ():
            if sent.is_argument or found.is_free(sent.name):
                continue
            planned = found.planned_for(sent)
            if planned is None or _is_undecided(planned[1]):
                yield from _problems(matched, found, sent, planned is None)


def _is_undecided(planned: Property) -> bool:
    """Whether the plan leaves it open what a property holds; P401 asks where its name does not."""
    is_text = planned.type in (Type.STRING, Type.ANY) and not planned.enum
    is_plain = planned.pii is None and planned.const is None and planned.format is None
    return is_text and is_plain and kind_of_name(planned.name) is None


def _problems(
    matched: MatchedCall, found: MatchedObject, sent: SentProperty, is_unplanned: bool
) -> Iterator[Problem]:
    for value in sent.values:
        what = _personal(value)
        if what is None and is_unplanned and _may_be_text(value):
            kind = kind_of_name(sent.name)
            what = f"called like personal data ({kind})" if kind in _OF_A_PERSON else None
        if what is None:
            continue
        yield Problem(
            message=f"property {sent.name!r} is {what}, of which the plan does not know",
            hint="do not send it, or plan the property and say in `pii` what to do about it",
            at=value.at,
            related=about(matched),
            event=matched.event_name,
            version=matched.version_text,
            property=found.path_of(sent.name),
        )


def _personal(value: Value) -> str | None:
    """What a value is, if it is a person's; None: nothing shows that."""
    if isinstance(value.literal, str):
        looks = suspect(value.literal, noisy=False)
        return f"a text that looks like {looks.what}" if looks else None
    if not _may_be_text(value):
        return None
    for name in reversed(value.names):
        kind = kind_of_name(name.rpartition(".")[2])
        if kind in _OF_A_PERSON and "()" not in name.rpartition(".")[2]:
            return f"`{name}`, which is called like personal data ({kind})"
    return None


def _may_be_text(value: Value) -> bool:
    """Whether a value is unknown, or a text that is not written in the code."""
    declared = value.declared
    is_other = declared is not None and (declared.type is not ValueType.STRING or declared.texts)
    return value.type in (None, ValueType.STRING) and not value.is_literal and not is_other


RULE = Rule(Code(id="U207", name="pii-property", severity=Severity.WARNING, page=__doc__), check)
