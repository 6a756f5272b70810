"""What the text of a file writes to, as JSON and back."""

from collections.abc import Iterable
from typing import Any

from tracking_plan.place import Json
from tracking_plan.usage.facts.base_classes import Bases
from tracking_plan.usage.facts.overrides import Derived
from tracking_plan.usage.facts.write_patterns import Writes
from tracking_plan.usage.facts.written import TextFacts


def packed(facts: TextFacts) -> Json:
    """The facts as JSON."""
    writes, bases, derived = facts.writes, facts.bases, facts.derived
    return [
        [[name.decode("latin-1"), is_own] for name, is_own in sorted(writes.members)],
        _texts(writes.filled),
        _texts(writes.grown),
        writes.has_own_keys,
        writes.has_keys,
        _texts(facts.reached),
        facts.is_default_reached,
        facts.has_globals,
        [*sorted(bases.bases)],
        [*sorted(bases.defaults)],
        bases.is_default_base,
        [list(pair) for pair in derived.classes],
        list(derived.methods),
        _texts(facts.imported),
    ]


def unpacked(data: Any) -> TextFacts:
    """The facts; raises an error of any kind where the JSON is no such thing."""
    members, filled, grown, has_own_keys, has_keys, reached, is_default, has_globals = data[:8]
    bases, defaults, is_default_base, classes, methods, imported = data[8:]
    return TextFacts(
        writes=Writes(
            members=frozenset((name.encode("latin-1"), is_own) for name, is_own in members),
            filled=_names(filled),
            grown=_names(grown),
            has_own_keys=has_own_keys,
            has_keys=has_keys,
        ),
        reached=_names(reached),
        is_default_reached=is_default,
        has_globals=has_globals,
        bases=Bases(frozenset(bases), frozenset(defaults), is_default_base),
        derived=Derived(tuple((base, name) for base, name in classes), tuple(methods)),
        imported=_names(imported),
    )


def _texts(names: Iterable[bytes]) -> Json:
    return [name.decode("latin-1") for name in sorted(names)]


def _names(texts: Iterable[str]) -> frozenset[bytes]:
    return frozenset([text.encode("latin-1") for text in texts])
