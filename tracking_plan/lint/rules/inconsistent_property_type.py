"""The same property has different types in different events.

All events share one table: a query over `revenue` that is a number here and a text there fails, or
casts the texts to null without a word. The type in `common`, or else the one that most events use,
counts as right. `integer` beside `number` is told as an info, for sums are none the worse; `any`
agrees with everything. Nested properties are compared by their path.

Bad:

```yaml
events:
  Order Placed: {properties: {revenue: number!}}
  Order Refunded: {properties: {revenue: number!}}
  Order Canceled: {properties: {revenue: string!}}  # expect: P301
```

Good:

```yaml
events:
  Order Placed: {properties: {revenue: number!}}
  Order Canceled: {properties: {revenue: number!, reason: string}}
```
"""

from collections import Counter
from collections.abc import Iterator

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.property_path import values_of
from tracking_plan.plan.model import Type
from tracking_plan.rule import Problem, Rule

_NUMERIC = frozenset((Type.INTEGER, Type.NUMBER))


def check(subject: Subject) -> Iterator[Problem]:
    """A problem for each use whose type is not the one that most uses of its path have."""
    by_path: dict[str, list[Use]] = {}
    outside = frozenset(map(id, (*subject.plan.shared.values(), *(subject.plan.traits or ()))))
    for use in subject.active:
        is_of_event = use.path.startswith(values_of(""))  # what else it may carry is its own affair
        is_sent = use.event is not None or id(use.prop) not in outside
        if is_sent and not is_of_event and use.prop.type is not Type.ANY:
            by_path.setdefault(use.path, []).append(use)
    for uses in by_path.values():
        if len({use.prop.type for use in uses}) > 1:
            yield from _odd_ones(uses)


def _odd_ones(uses: list[Use]) -> Iterator[Problem]:
    first = next((use for use in uses if use.event is None), None)  # `common` decides
    if first is None:
        counts = Counter(use.prop.type for use in uses)
        most = max(counts, key=counts.__getitem__)  # the first of equals
        first = next(use for use in uses if use.prop.type is most)
    usual = first.prop.type
    for use in uses:
        kind = use.prop.type
        if kind is not usual:
            where = f"event {first.event_name!r}" if first.event else "`common`"
            yield Problem(
                message=f"property {use.path!r} is {_article(kind)}, elsewhere {_article(usual)}",
                hint="give it one type, or two things two names",
                at=use.prop.origin.at("type"),
                related=(
                    Related(
                        message=f"{_article(usual)} in {where}", at=first.prop.origin.at("type")
                    ),
                ),
                event=use.event_name,
                version=use.version_text,
                property=use.path,
                severity=Severity.INFO if {kind, usual} <= _NUMERIC else None,
            )


def _article(kind: Type) -> str:
    return f"{'an' if kind[0] in 'aio' else 'a'} {kind}"


RULE = Rule(
    Code(id="P301", name="inconsistent-property-type", severity=Severity.WARNING, page=__doc__),
    check,
)
