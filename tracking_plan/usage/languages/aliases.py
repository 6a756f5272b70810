"""Other names that the bindings of a file give to functions."""

from collections.abc import Iterable, Mapping

from tracking_plan.usage.facts.bindings import Binding

_MOST_RENAMED = 4  # names after one another


def aliases(bindings: Iterable[Binding], names: frozenset[str]) -> frozenset[str]:
    """Local names of wanted callees: `from x import track as send`, `send = client.track`.

    What a module exports as a whole is wanted where the module is called so. `useTrack()` is the
    name of what that function makes: a variable that is given it is an alias of it.
    """
    return frozenset(meanings(bindings, names)) - names


def meanings(bindings: Iterable[Binding], names: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """The wanted callees that local names mean, the callees' own names included."""
    taken = [(binding.name, member) for binding in bindings if (member := _taken(binding))]
    known = {name: frozenset({name}) for name in names}
    for _ in range(_MOST_RENAMED):
        more: dict[str, frozenset[str]] = {}
        for name, member in taken:
            if member in known and not known[member] <= known.get(name, frozenset()):
                more[name] = more.get(name, known.get(name, frozenset())) | known[member]
        if not more:
            break
        known |= more
    return known


def _taken(binding: Binding) -> str | None:
    """The name that a binding takes from a module, of an object, or of another variable."""
    if binding.imported is None:
        return binding.value.member if binding.value is not None else None
    module, member = binding.imported.module, binding.imported.member
    return module.rpartition("/")[2].partition(".")[0] if member == "default" else member
