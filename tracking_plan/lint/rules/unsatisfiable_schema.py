"""A property that no value satisfies, or an enum value that can never be sent.

Every payload with such a property is invalid, and a required one makes the whole event impossible
to send. Typical causes are bounds the wrong way round, an enum of numbers on a text, and a `const`
outside its enum. An enum value that its own property refuses is reported by itself, as a warning.

Bad:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, minimum: 10, maximum: 5}  # expect: P304
      size: {type: string, enum: [1, 2]}  # expect: P304
      plan: {type: string, enum: [free, pro], const: team}  # expect: P304
      code: {type: string, max_length: 2, enum: [DE, FRA]}  # expect: P304
```

Good:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, minimum: 5, maximum: 10}
      size: {type: integer, enum: [1, 2]}
      code: {type: string, max_length: 3, enum: [DE, FRA]}
```
"""

from collections.abc import Iterable, Iterator

from tracking_plan.finding import Code, Severity
from tracking_plan.lint.bounds import contradiction
from tracking_plan.lint.fitting import Fitting, Misfit
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.phrases import literal
from tracking_plan.place import Place
from tracking_plan.plan.model import Property, Type
from tracking_plan.rule import Problem, Rule
from tracking_plan.validation.equality import is_same


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each property whose own keywords contradict each other."""
    fitting = Fitting()
    for use in subject.uses:
        prop = use.prop
        if prop.ref is not None:
            continue
        if prop.limits and (clash := contradiction(prop)):
            message = f"no value of {use.path!r} can be sent: {clash.message}"
            yield _problem(use, message, prop.origin.at(clash.keyword), clash.hint)
        if prop.const is not None:
            yield from _const(use, fitting)
        if prop.enum is not None and not _is_plain(prop):
            yield from _enum(use, fitting)


def _is_plain(prop: Property) -> bool:
    """Whether a property is the usual enum, of texts and without further keywords."""
    return (
        prop.type is Type.STRING
        and not prop.limits
        and prop.pattern is None
        and prop.format is None
        and all(isinstance(entry.value, str) for entry in prop.enum or ())
    )


def _const(use: Use, fitting: Fitting) -> Iterator[Problem]:
    prop = use.prop
    assert prop.const is not None
    place = prop.origin.at("const")
    reason = fitting.misfit(prop.const, prop)
    if reason is not None:
        message = f"`const` {literal(prop.const)} of {use.path!r} is refused: {reason}"
        hint = f"make `const` and `{reason.keyword}` agree{_quotes(prop, (reason,))}"
        yield _problem(use, message, place, hint)
    elif prop.enum is not None and not any(is_same(e.value, prop.const) for e in prop.enum):
        message = f"`const` {literal(prop.const)} of {use.path!r} is not in its `enum`"
        yield _problem(use, message, place, "keep one of the two")


def _enum(use: Use, fitting: Fitting) -> Iterator[Problem]:
    prop = use.prop
    entries = prop.enum or ()
    refused = {
        number: reason
        for number, entry in enumerate(entries)
        if (reason := fitting.misfit(entry.value, prop)) is not None
    }
    if len(refused) == len(entries):
        message = f"no value of the `enum` of {use.path!r} can be sent: {refused[0]}"
        keywords = dict.fromkeys(f"`{reason.keyword}`" for reason in refused.values())
        hint = f"make `enum` agree with {' and '.join(keywords)}"
        hint += _quotes(prop, refused.values())
        yield _problem(use, message, prop.origin.key("enum"), hint)
        return
    for number, reason in refused.items():
        message = (
            f"enum value {literal(entries[number].value)} of {use.path!r} is refused: {reason}"
        )
        place = prop.origin.at("enum", number)
        hint = f"correct it or take it out{_quotes(prop, (reason,))}"
        yield _problem(use, message, place, hint, Severity.WARNING)


def _quotes(prop: Property, reasons: Iterable[Misfit]) -> str:
    """The end of a hint where a value may be meant as a text, and is none."""
    is_type = any(reason.keyword == "type" for reason in reasons)
    if not is_type or prop.type is not Type.STRING:
        return ""
    return "; a text that looks like a number, `true` or `false` needs quotes"


def _problem(
    use: Use, message: str, at: Place, hint: str, severity: Severity | None = None
) -> Problem:
    return Problem(
        message=message,
        hint=hint,
        at=at,
        event=use.event_name,
        version=use.version_text,
        property=use.path,
        severity=severity,
    )


RULE = Rule(
    Code(id="P304", name="unsatisfiable-schema", severity=Severity.ERROR, page=__doc__), check
)
