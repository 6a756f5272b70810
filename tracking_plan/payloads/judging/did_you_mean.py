"""What a misspelled name was meant to be, found once for each name."""

from collections.abc import Hashable, Iterable

from tracking_plan.names.likeness import Nearest

_MAX_KEPT = 10_000  # answers: names come from data
_MAX_LENGTH = 200  # characters; what is longer is no misspelling
_FEW = 20  # candidates that are compared one by one: a capture may have a million names


class Suggestions:
    """A "did you mean" for names out of payloads. The same name always gets the same answer."""

    def __init__(self) -> None:
        self._nearest: dict[Hashable, Nearest] = {}
        self._found: dict[tuple[Hashable, str], str | None] = {}

    def to(self, name: str, candidates: Iterable[str], among: Hashable) -> str | None:
        """The candidate nearest to `name`; None where none is near, or the name is very long.

        `among` says which candidates these are.
        """
        if len(name) > _MAX_LENGTH:
            return None
        key = (among, name)
        if key not in self._found:
            if among not in self._nearest:
                self._nearest[among] = Nearest(candidates, few=_FEW)
            if len(self._found) >= _MAX_KEPT:
                self._found.clear()
            self._found[key] = self._nearest[among].to(name)
        return self._found[key]
