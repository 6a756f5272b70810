"""A quantity is sent as text, in a property to which the plan gives no type.

`"42"` cannot be summed, and as text it sorts before `"7"`. Where the plan gives a type, that
decides: D203 reports a text for a number, and a `string` is a text, whatever it looks like. This
rule is about properties that the plan does not list, or that may be `any`thing.

It asks for two things: the text is a number as JSON writes it (no leading zeros, no sign before it
but a minus, no exponent, 15 digits at most), and the name counts or measures (`total_amount`,
`itemCount`, `duration_ms`). So ids, postal codes, phone numbers, versions and codes are left alone.

```yaml
events:
  Order Completed:
    properties:
      amount: string
      paid: any
      order_id: any
    additional_properties: true
```

```ndjson
{"event": "Order Completed", "properties": {"item_count": "42"}}  // expect: D220
{"event": "Order Completed", "properties": {"cart": {"totalPrice": "12.50"}}}  // expect: D220
{"event": "Order Completed", "properties": {"loadTimeMs": "-1"}}  // expect: D220
```

```ndjson
{"event": "Order Completed", "properties": {"amount": "42.00", "item_count": 42}}
{"event": "Order Completed", "properties": {"order_id": "42", "postal_code": "10115", "user": "7"}}
{"event": "Order Completed", "properties": {"item_count": "007", "price": "1.2.3", "score": "1e5"}}
{"event": "Order Completed", "properties": {"price_id": "42", "discount": "SUMMER24", "count": ""}}
```
"""

from collections.abc import Iterator
from itertools import islice

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.judging.aspects import Aspect
from tracking_plan.payloads.judging.odd_texts import is_number, names_quantity
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.judging.texts import texts
from tracking_plan.plan.model import Property, Type
from tracking_plan.rule import Problem
from tracking_plan.validation.engine import MAX_FAILURES


def check(subject: Subject) -> Iterator[Problem]:
    """Numbers in texts, of properties with the name of a quantity and without a type."""
    found = (
        text.route
        for text in texts(subject.payload.properties)
        if not text.is_key and is_number(text.text) and _is_of_quantity(text.route[-1])
    )
    for route in islice(found, MAX_FAILURES):
        path, planned = subject.planned_at(route)
        if _has_no_type(planned) and subject.pii_at(path) is None:
            yield subject.problem(
                f"{subject.label}: {path!r} is a number that is sent as text",
                hint="send the number; or plan the property as a string, if it is to be a text",
                property=path,
            )


def _is_of_quantity(step: str | int) -> bool:
    return isinstance(step, str) and names_quantity(step)


def _has_no_type(planned: Property | None) -> bool:
    return planned is None or (
        planned.type is Type.ANY and planned.enum is None and planned.const is None
    )


RULE = PayloadRule(
    Code(id="D220", name="number-as-text", severity=Severity.INFO, page=__doc__),
    check,
    is_screened=True,
    looks_at=frozenset({Aspect.TEXTS}),
)
