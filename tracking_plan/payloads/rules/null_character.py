r"""A text has a NUL character (`\u0000`).

JSON allows it, and many warehouses, PostgreSQL among them, have no text with it: they refuse the
row, or cut the text there. It comes from binary data that was taken for text, or from buffers of a
fixed length. Keys are texts, too, and so are ids.

```yaml
events:
  Note Saved:
    properties:
      title: string
      tags: {type: array, items: string}
      extra: {type: object, additional_properties: string}
```

```ndjson
{"event": "Note Saved", "properties": {"title": "a\u0000"}}  // expect: D221
{"event": "Note Saved", "properties": {"tags": ["a", "\u0000"]}}  // expect: D221
{"event": "Note Saved", "properties": {"extra": {"a\u0000b": "x"}}}  // expect: D221
{"event": "Note Saved", "properties": {}, "distinct_id": "u\u0000"}  // expect: D221
```

```ndjson
{"event": "Note Saved", "properties": {"title": "\\u0000 as it is written, \u2400 as it is shown"}}
{"event": "Note Saved", "properties": {"title": "a\tb\u0001"}}
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.altertable.envelope import FIELDS, Kind
from tracking_plan.finding import Code, Severity
from tracking_plan.names.property_path import below
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.odd_texts import NUL
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.texts import texts
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES

_OTHERS = ("event", "timestamp")  # fields that are no such texts, and of which other rules speak
_HINT = "take it out before the payload is sent: is it binary data?"


def check(subject: Subject) -> Iterator[Problem]:
    """Texts with the character in the properties or the traits, their keys, and the envelope."""
    if subject.payload.kind is Kind.UNKNOWN:
        return
    is_ours = subject.payload.shape is Shape.ALTERTABLE
    for name, value in subject.payload.body.items() if is_ours else ():
        if name in FIELDS and name not in _OTHERS and isinstance(value, str) and NUL in value:
            yield subject.problem(
                f"{subject.label}: the {name} has a NUL character{subject.value_text(value)}",
                hint=_HINT,
                property=name,
            )
    properties = subject.payload.properties
    if subject.is_calm(properties):
        return
    found = (text for text in texts(properties) if NUL in text.text)
    for route, text, is_key in islice(found, MAX_FAILURES):
        path = subject.path_of(route)
        if is_key:
            path = below(subject.path_of(route[:-1]), shown(str(route[-1])))
        what = "is a key with a NUL character" if is_key else "has a NUL character"
        yield subject.problem(
            f"{subject.label}: {path!r} {what}{subject.value_text(text)}",
            hint=_HINT,
            property=path,
        )


RULE = PayloadRule(
    Code(id="D221", name="null-character", severity=Severity.WARNING, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.FIELDS, Aspect.TEXTS}),
)
