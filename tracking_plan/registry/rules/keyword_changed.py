"""A schema says something else with a keyword that this tool's rules do not know.

Plans have no such keywords; JSON Schemas that other tools wrote do. Whether payloads of before stay
valid is left to a proof. Where none decides, the change is `unknown`, which needs a major version
as a break does. A keyword that no draft of JSON Schema knows (`self`, `markdownDescription`, a slip
such as `mexLength`) asserts nothing: the change is a `notice` for those that read, and needs no
version.

```yaml
events: {Signed Up: }
```

Listed, and no finding:

```yml
events: {Signed Up: }
```
"""

from collections.abc import Iterator, Mapping

from tracking_plan.finding import Code, Severity
from tracking_plan.names.phrases import quoted
from tracking_plan.place import Json
from tracking_plan.registry.shapes.sameness import is_same_schema
from tracking_plan.registry.steps.change import Change, Effect, VersionRule
from tracking_plan.registry.steps.pair import Pair
from tracking_plan.registry.steps.step import Step
from tracking_plan.registry.wording import listed

_OF_CONTENT = frozenset(("contentEncoding", "contentMediaType", "contentSchema"))
# What another condition selects is seldom what its text says, and of a list that its own type rules
# out nobody knows what was meant: no proof is taken for either.
_LISTS = frozenset(("enum", "const"))
_NEEDS = {
    "if": ("then", "else"),
    **dict.fromkeys(("then", "else"), ("if",)),
    **dict.fromkeys(("minContains", "maxContains"), ("contains",)),
}


def changes(step: Step) -> Iterator[Change]:
    """A change for each value of which the schemas say something else that no rule reads."""
    yield from map(_of_several_patterns, step.unsure_pairs)
    for pair in step.pairs:
        yield from _of_foreign(pair)
        before, after = pair.before.opaque, pair.after.opaque
        names = {
            name
            for name in {*before, *after} - _idle(before, after)
            if not is_same_schema(before.get(name), after.get(name))
        }
        if not names or _has_nothing_to_compare(pair):
            continue
        if names & _OF_CONTENT:
            yield _of_content(pair, sorted(names & _OF_CONTENT))
        if names - _OF_CONTENT:
            yield Change(
                says=f"has another {listed(sorted(names - _OF_CONTENT))}",
                producers=Effect.UNKNOWN,
                consumers=Effect.UNKNOWN,
                path=pair.path,
                pair=pair,
                is_provable=not (names & _LISTS or names & before.keys() & after.keys() & {"if"}),
            )


def _idle(before: Mapping[str, Json], after: Mapping[str, Json]) -> set[str]:
    """The keywords that say nothing in either schema for lack of another one beside them."""
    return {
        name
        for name, others in _NEEDS.items()
        if not any(name in one and not one.keys().isdisjoint(others) for one in (before, after))
    }


def _has_nothing_to_compare(pair: Pair) -> bool:
    """Whether one of the two has no values to compare, as the rules about keys say."""
    is_odd = any(
        shape.is_a_circle or (shape.is_nothing and shape.opaque)
        for shape in (pair.before, pair.after)
    )
    return not is_odd and not pair.has_values_to_compare


def _of_foreign(pair: Pair) -> Iterator[Change]:
    """The change of keywords that JSON Schema does not know, of what both versions list."""
    if pair.old is None or pair.new is None:
        return
    before, after = pair.old.foreign, pair.new.foreign
    names = [
        name
        for name in sorted({*before, *after})
        if not is_same_schema(before.get(name), after.get(name))
    ]
    if names:
        yield Change(
            says=f"has another {listed(names)}, which asserts nothing",
            producers=Effect.SAFE,
            consumers=Effect.NOTICE,
            path=pair.path,
            is_wire=False,
        )


def _of_several_patterns(pair: Pair) -> Change:
    """The change of keys that have two patterns, which only a proof can tell."""
    assert pair.parent is not None
    is_new = pair.step not in pair.parent.before.patterns
    what = "new" if is_new else "gone"
    return Change(
        says=f"has keys of the pattern {quoted(str(pair.beside))} that may have"
        f" {quoted(str(pair.step))}, too, which is {what}",
        producers=Effect.UNKNOWN if is_new else Effect.SAFE,
        consumers=Effect.SAFE if is_new else Effect.UNKNOWN,
        path=pair.parent.path,
        pair=pair.parent,
    )


def _of_content(pair: Pair, names: list[str]) -> Change:
    """The change of what a text holds: no validator looks into it, but what reads it may."""
    is_another = any(name in pair.before.opaque and name in pair.after.opaque for name in names)
    is_gone = not any(name in pair.after.opaque for name in names)
    return Change(
        says=f"{'has no' if is_gone else 'has another'} {listed(names)}",
        producers=Effect.BREAK if is_another else Effect.SAFE,
        consumers=Effect.BREAK if is_another else Effect.NOTICE,
        path=pair.path,
        is_wire=is_another,
    )


RULE = VersionRule(
    Code(id="V319", name="keyword-changed", severity=Severity.INFO, page=__doc__), changes
)
