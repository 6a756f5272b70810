"""What functions are that come from outside of a file: of the language itself, or imported."""

from collections.abc import Callable, Iterable

from tracking_plan.place import Span
from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import Expression, Member, Name
from tracking_plan.usage.facts.module import sees
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.types import Annotation

Lookup = Callable[[str, int], tuple[Binding, ...]]
"""What a name is bound to where it stands."""


def library_path(callee: Expression, lookup: Lookup) -> str | None:
    """`copy.copy`, however the file calls it; None where the file makes the name its own."""
    if isinstance(callee, Member):
        owner = library_path(callee.owner, lookup)
        return f"{owner}.{callee.name}" if owner is not None else None
    if not isinstance(callee, Name):
        return None
    bound = lookup(callee.text, callee.offset)
    if not bound:
        return callee.text
    imported = bound[-1].imported
    if imported is None or any(binding.imported is None for binding in bound):
        return None
    return f"{imported.module}.{imported.member}" if imported.member else imported.module


class Surroundings:
    """What the expressions of a file are read with.

    `casts` are the types that the code says expressions have, by the places of these.
    """

    def __init__(self) -> None:
        self.casts: dict[Span, Annotation] = {}
        self._lookup: Lookup = lambda name, offset: ()

    def look_up(self, lookup: Lookup) -> None:
        """Says what the names of the file are bound to."""
        self._lookup = lookup

    def path(self, callee: Expression) -> str:
        """The path of a function that comes from outside of the file; empty where it does not."""
        return library_path(callee, self._lookup) or ""


class FileNames:
    """Where a file binds names; it is there before the file's facts are."""

    def __init__(self, bindings: Iterable[Binding], regions: Regions) -> None:
        self._regions = regions
        self._by_name: dict[str, dict[int, list[Binding]]] = {}
        for binding in bindings:
            scopes = self._by_name.setdefault(binding.name, {})
            scopes.setdefault(id(binding.scope), []).append(binding)

    def lookup(self, name: str, offset: int) -> tuple[Binding, ...]:
        """What a name is bound to in the innermost scope that binds it, as seen from `offset`."""
        scopes = self._by_name.get(name)
        if scopes is None:
            return ()
        here = self._regions.at(offset)
        for region in here.outwards():
            if id(region) in scopes and sees(here, region):
                return tuple(scopes[id(region)])
        return ()
