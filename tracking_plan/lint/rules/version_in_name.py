"""A name ends in a version.

`Checkout Completed v2` is another event to every chart and every query, and so is v3.
Versions of an event have a place of their own: one name, and a `version` that grows.

Of a property, it is said only where the event has the same property under another version or none,
since `ip_v6` and `oauth_v2` are no versions of the plan's.

Bad:

```yaml
events:
  Checkout Completed v2:  # expect: P111
    properties:
      total: number
      total_v2: {type: number, description: Without taxes.}  # expect: P111
```

Good:

```yaml
events:
  Checkout Completed:
    version: 2.0
    properties: {total: number}
    previous:
      1.0: {properties: {total: string}}
```
"""

import re
from collections.abc import Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.grammar import is_past
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.words import words
from tracking_plan.rule import Problem, Rule

_VERSION = re.compile(r"(?:[\s_.:-]+[vV](?:ersion[\s_-]?)?|(?<=[a-z])V)\d+(?:[._]\d+)*$", re.ASCII)


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each such name of an event, and of a property beside another version of it."""
    names = {event.name for event in subject.events}
    for event in subject.events:
        found = _VERSION.search(event.name)
        if found is None or event.name.startswith("$"):
            continue
        base = event.name[: found.start()]
        if base in names or is_past(words(base)[-1] if words(base) else ""):
            yield Problem(
                message=f"event name {event.name!r} ends in a version",
                hint=f"leave {found[0].strip()!r} out and raise its `version`; the old name goes"
                " under `previous_names`",
                at=event.origin.place,
                event=event.name,
            )
    yield from _properties(subject)


def _properties(subject: Subject) -> Iterator[Problem]:
    listed: dict[tuple[str | None, str], list[Use]] = {}
    for use in subject.active:
        if use.prop.name and use.prop.ref is None:
            listed.setdefault((use.event_name, _base(use.path)), []).append(use)
    for each in listed.values():
        for use in each if len(each) > 1 else ():
            if _base(use.path) != use.path:
                yield Problem(
                    message=f"property name {use.prop.name!r} ends in a version",
                    hint=f"keep {_base(use.prop.name)!r} alone, and raise the event's `version`",
                    at=use.prop.origin.place,
                    event=use.event_name,
                    version=use.version_text,
                    property=use.path,
                )


def _base(name: str) -> str:
    return _VERSION.sub("", name)


RULE = Rule(Code(id="P111", name="version-in-name", severity=Severity.WARNING, page=__doc__), check)
