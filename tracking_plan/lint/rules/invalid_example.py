"""An example of the plan is not valid by the plan itself.

Examples are what people copy. Each of an event's `examples` is a whole `properties` object of the
current version; each of a property's is a value that it may take. One of the two is wrong.

Bad:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, required: true, examples: ['49.99']}  # expect: P303
      currency: {type: string, required: true, enum: [USD, EUR]}
    examples:  # of all properties together
      - {revenue: 49.99, currency: usd}  # expect: P303
      - {revenue: 49.99}  # expect: P303
```

Good:

```yaml
events:
  Order Placed:
    properties:
      revenue: {type: number, required: true, examples: [49.99]}
      currency: {type: string, required: true, enum: [USD, EUR]}
    examples: [{revenue: 49.99, currency: USD}]
```
"""

from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.fitting import Fitting
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.place import Place
from tracking_plan.plan.json_schema import property_schema, version_schema
from tracking_plan.plan.model import Event
from tracking_plan.plan.text.origin import Origin
from tracking_plan.rule import Problem, Rule
from tracking_plan.validation.validator import Validator, Violation

_MOST = 100  # examples of one event or property whose faults are listed


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each way in which an example is invalid."""
    fitting = Fitting()
    for event in subject.plan.events.values():
        if event.examples:
            yield from _event(subject, event, fitting)
    for use in subject.uses:
        if use.prop.examples and (use.prop.ref is None or use.prop.origin.has("examples")):
            yield from _property(use, fitting)


def _event(subject: Subject, event: Event, fitting: Fitting) -> Iterator[Problem]:
    properties = event.current.properties
    doubtful = [
        (number, example)
        for number, example in enumerate(event.examples)
        if not (isinstance(example, dict) and fitting.is_certain_object(example, properties))
    ]
    if not doubtful:
        return  # most plans are right: nothing is compiled for them
    if len(doubtful) > _MOST:
        yield _further(event.origin, [number for number, _ in doubtful], event.name, None)
    schema = version_schema(subject.plan, event, event.current)
    del schema["$id"]  # it is the plan's to choose, and may be no URI
    validator = Validator(schema)
    for number, example in doubtful[:_MOST]:
        for violation in validator.violations(example):
            yield Problem(
                message=_message(f"example of event {event.name!r}", violation),
                hint="correct the example, or what the plan says of the property",
                at=_place(event.origin, number, violation),
                related=(Related(message="the event is here", at=event.origin.place),),
                event=event.name,
                version=str(event.current.version),
                property=violation.property or None,
            )


def _property(use: Use, fitting: Fitting) -> Iterator[Problem]:
    prop = use.prop
    if not prop.is_sent_as_is:
        return  # whether the example is meant in clear or as sent, nobody can tell
    doubtful = [
        number
        for number, example in enumerate(prop.examples)
        if not fitting.is_certain(example, prop)
    ]
    if not doubtful:
        return
    schema = property_schema(prop)
    assert isinstance(schema, dict)
    validator = Validator(schema)
    if len(doubtful) > _MOST:
        yield _further(prop.origin, doubtful, use.event_name, use.path)
    for number in doubtful[:_MOST]:
        for violation in validator.violations(prop.examples[number]):
            yield Problem(
                message=_message(f"example of property {use.path!r}", violation),
                hint="correct the example, or what the plan says of the property",
                at=_place(prop.origin, number, violation),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
            )


def _further(origin: Origin, doubtful: list[int], event: str | None, path: str | None) -> Problem:
    return Problem(
        message=f"only {_MOST} of the {len(doubtful)} examples that may be wrong were looked at",
        hint="keep the few examples that show something",
        at=origin.at("examples", doubtful[_MOST]),
        event=event,
        property=path,
    )


def _message(what: str, violation: Violation) -> str:
    where = "" if violation.key is not None else f"{violation.property!r}: "
    return f"{what} is not valid: {where if violation.property else ''}{violation.message}"


def _place(origin: Origin, number: int, violation: Violation) -> Place:
    return origin.at("examples", number, *violation.route)


RULE = Rule(Code(id="P303", name="invalid-example", severity=Severity.ERROR, page=__doc__), check)
