"""An enum value is replaced by one that cannot be sent instead.

`replaced_by` of a deprecated value has to be another value of the same list, and must not itself be
deprecated.

Bad:

```yaml
events:
  Signed Up:
    properties:
      plan:
        type: string
        enum:
          - free
          - {value: gold, status: deprecated, replaced_by: premium}  # expect: P506
          - {value: silver, status: deprecated, replaced_by: gold}  # expect: P506
```

Good:

```yaml
events:
  Signed Up:
    properties:
      plan:
        type: string
        enum:
          - free
          - premium
          - {value: gold, status: deprecated, replaced_by: premium}
```
"""

from collections.abc import Iterator
from functools import cached_property

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.subject import Subject
from tracking_plan.names.likeness import Nearest
from tracking_plan.names.phrases import literal
from tracking_plan.plan.model import EnumScalar, EnumValue
from tracking_plan.rule import Problem, Rule
from tracking_plan.validation.equality import comparable, is_same


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each `replaced_by` of a value that leads nowhere."""
    for use in subject.uses:
        prop = use.prop
        if prop.enum is None or prop.ref is not None or prop.origin.has("enum", len(prop.enum)):
            continue  # an entry that was left out has a finding of its own
        listed = _Listed(prop.enum)
        for number, entry in enumerate(prop.enum):
            if entry.replaced_by is None:
                continue
            fault = _fault(entry, entry.replaced_by, listed)
            if fault is not None:
                message, hint = fault
                yield Problem(
                    message=f"the value {literal(entry.value)} of {use.path!r} {message}",
                    hint=hint,
                    at=prop.origin.at("enum", number, "replaced_by"),
                    event=use.event_name,
                    version=use.version_text,
                    property=use.path,
                )


class _Listed:
    """The values of one list, found by what they are and by what they look like."""

    def __init__(self, entries: tuple[EnumValue, ...]) -> None:
        self._entries = entries

    def find(self, value: EnumScalar) -> EnumValue | None:
        """The first entry with that value."""
        return self._by_value.get(comparable(value))

    def near(self, value: EnumScalar) -> EnumScalar | None:
        """The value that another is likely to be, misspelled; None: there is none."""
        near = self._nearest.to(str(value))
        return None if near is None else self._by_text[near]

    @cached_property
    def _by_value(self) -> dict[object, EnumValue]:
        return {comparable(one.value): one for one in reversed(self._entries)}

    @cached_property
    def _by_text(self) -> dict[str, EnumScalar]:
        return {str(one.value): one.value for one in self._entries}

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest(self._by_text)


def _fault(entry: EnumValue, instead: EnumScalar, listed: _Listed) -> tuple[str, str] | None:
    """What is wrong with the replacement, and what to do; None where nothing is."""
    shown = literal(instead)
    target = listed.find(instead)
    if target is None:
        near = listed.near(instead)
        hint = "name a value of the list" if near is None else f"did you mean {literal(near)}?"
        return f"is replaced by {shown}, which is not in the list", hint
    if is_same(entry.value, instead):
        return "is replaced by itself", "name another value"
    if target.is_deprecated:
        return f"is replaced by {shown}, which is deprecated", "name a value that may be sent"
    return None


RULE = Rule(
    Code(id="P506", name="unknown-value-replacement", severity=Severity.ERROR, page=__doc__), check
)
