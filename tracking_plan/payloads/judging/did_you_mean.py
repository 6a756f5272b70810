"""What a misspelled name was meant to be, found once for each name."""

from collections.abc import Hashable, Iterable

from tracking_plan.names.likeness import nearest

_MAX_NAMES = 100  # whose neighbours are sought: each search goes through all candidates
_MAX_LENGTH = 200  # characters; what is longer is no misspelling


class Suggestions:
    """A "did you mean" for names out of payloads: the first hundred different ones get one."""

    def __init__(self) -> None:
        self._found: dict[tuple[Hashable, str], str | None] = {}

    def to(self, name: str, candidates: Iterable[str], among: Hashable) -> str | None:
        """The candidate nearest to `name`; None: none is near, or none was sought.

        None is sought for names too long or too many. `among` says which candidates these are.
        """
        key = (among, name)
        if key not in self._found:
            if len(self._found) >= _MAX_NAMES or len(name) > _MAX_LENGTH:
                return None
            self._found[key] = nearest(name, candidates)
        return self._found[key]
