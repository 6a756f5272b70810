"""A call leaves out a property that the event requires.

Reported only when all keys that the call sends can be seen: what another function or a spread of
something unknown may add is not held against it. Of several objects that may be sent, each has to
have the key, but for an empty one that a variable has at first; a key that is put in on a condition
counts as sent. Properties of `common` are not expected at each call, as they are set once.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
```

Bad:

```python
altertable.track("Signed Up", user_id, {"properties": {"seats": 3}})  # expect: U202
```

Good:

```python
altertable.track("Signed Up", user_id, {"properties": {"plan": "pro"}})
altertable.track("Signed Up", user_id, {"properties": {"seats": 3, **others}})
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.place import Place
from tracking_plan.plan.model import Property
from tracking_plan.rule import Problem, Rule
from tracking_plan.usage.certainty import Candidate, certain
from tracking_plan.usage.facts.call import Fields
from tracking_plan.usage.matching import MatchedCall, MatchedObject
from tracking_plan.usage.misfits import gives_no_object
from tracking_plan.usage.subject import Subject
from tracking_plan.usage.wording import variant


def check(subject: Subject) -> Iterator[Problem]:
    """A problem at each object that provably lacks a required key."""
    return certain(_candidates(subject))


def _candidates(subject: Subject) -> Iterator[Candidate]:
    for matched, found in subject.objects:
        is_known = found.sent.is_complete and found.are_all_known
        if is_known and gives_no_object(matched.call):
            continue  # U407 says so
        for name, prop in found.planned.items() if is_known else ():
            if prop.required and not prop.is_retired and not prop.is_common:
                yield from _lacking(matched, found, name, prop)


def _lacking(
    matched: MatchedCall, found: MatchedObject, name: str, prop: Property
) -> Iterator[Candidate]:
    """A problem where the object lacks a key, or some of several objects do."""
    if _lacks(found.sent, name):
        yield Candidate(matched, _problem(matched, found, name, prop, found.at, ()), found.is_sure)
        return
    every = found.sent.alternatives
    judged = (one for one in every if not one.is_placeholder)
    lacking = [one for one in judged if _lacks(one.fields, name)]
    places = dict.fromkeys(one.at for one in lacking)
    for at in places:
        here = [one for one in lacking if one.at == at]
        written = tuple(one.written for one in here if one.written != at)
        problem = _problem(matched, found, name, prop, at, written)
        yield Candidate(matched, problem, False, id(here[0]), frozenset(map(id, every)))


def _lacks(sent: Fields, name: str) -> bool:
    """Whether an object surely has no such key, nor one that may be meant for it."""
    names = [prop.name for prop in sent.properties]
    return name not in names and not any(variant(other, [name]) for other in names)


def _problem(
    matched: MatchedCall,
    found: MatchedObject,
    name: str,
    prop: Property,
    at: Place,
    written: tuple[Place, ...],
) -> Problem:
    path = found.path_of(name)
    objects = tuple(Related(message="the object without it is here", at=one) for one in written)
    return Problem(
        message=f"{matched.label} requires {path!r}, which is not sent",
        hint=f"send {path!r}",
        at=at,
        related=(*objects, Related(message=f"{path!r} is here", at=prop.origin.place)),
        event=matched.event_name,
        version=matched.version_text,
        property=path,
    )


RULE = Rule(
    Code(id="U202", name="missing-required-property", severity=Severity.ERROR, page=__doc__), check
)
