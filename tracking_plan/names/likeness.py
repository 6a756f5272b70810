"""How much names look alike: folding, and the nearest candidate for a "did you mean" hint."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import TypeVar

_T = TypeVar("_T")
_FEW = 100  # candidates that are compared one by one
_CLOSEST = 5  # candidates that are looked at word by word
_ALIKE = 0.65  # of a candidate that is looked at: two of three letters, as in `wbe` and `web`
_SEPARATORS = re.compile(r"[\W_]+")


def fold(name: str) -> str:
    """The name without case, spaces and punctuation (NFKC, case-folded).

    `Checkout Completed`, `checkout_completed` and `checkoutCompleted` fold to the same text.
    A name of punctuation alone folds to itself.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return _SEPARATORS.sub("", folded) or folded


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `name` is likely to be, misspelled, for a "did you mean"; None: none."""
    return Nearest(candidates).to(name)


def nearest_value(value: object, values: Iterable[_T]) -> _T | None:
    """The one of `values` that `value` is likely to be, misspelled; None: none."""
    by_text = {str(one): one for one in values}
    near = nearest(str(value), by_text)
    return None if near is None else by_text[near]


def begun(text: str, words: Iterable[str]) -> str | None:
    """The one word that begins as the text does; None where none does, or several do."""
    found = [word for word in words if word.casefold().startswith(text.casefold())]
    return found[0] if len(found) == 1 and text else None


class Nearest:
    """Finds, among many candidates, the one that a text is likely to be, misspelled.

    Comparing with each of thousands takes too long where many texts are asked about, so only a
    `few` are compared, which share a rare run of three letters.
    """

    def __init__(self, candidates: Iterable[str], *, few: int = _FEW) -> None:
        self._few = few
        self._by_fold = {fold(candidate): candidate for candidate in candidates}
        self._runs: dict[str, list[str]] = {}
        if len(self._by_fold) > few:
            for folded in self._by_fold:
                for run in _runs(folded):
                    self._runs.setdefault(run, []).append(folded)

    def to(self, name: str) -> str | None:
        """The candidate that looks most like `name`, and may be what was meant; None: none.

        One that differs in a number, or means the opposite, is not what was meant.
        """
        from difflib import get_close_matches  # only a run with mistakes pays for both

        from tracking_plan.names.misspelling import is_misspelled

        folded = fold(name)[:_LONG]
        close = get_close_matches(folded, self._alike(folded), n=_CLOSEST, cutoff=_ALIKE)
        likely = (self._by_fold[candidate] for candidate in close)
        return next((other for other in likely if is_misspelled(name[:_LONG], other)), None)

    def _alike(self, folded: str) -> Iterable[str]:
        """The candidates that are worth comparing, in a fixed order."""
        if not self._runs:
            return [candidate for candidate in self._by_fold if len(candidate) <= _LONG]
        known = sorted((self._runs[run] for run in _runs(folded) if run in self._runs), key=len)
        counts: Counter[str] = Counter()
        for sharing in known:
            if len(sharing) > self._few and counts:
                break
            counts.update(sharing)
        return [
            candidate for candidate, _ in counts.most_common(self._few) if len(candidate) <= _LONG
        ]


_LONG = 200  # letters: comparing longer texts takes too long, and helps nobody


def _runs(folded: str) -> list[str]:
    """The runs of three letters in a text, its ends marked; each once, in order."""
    marked = f" {folded} "
    return list(dict.fromkeys(marked[i : i + 3] for i in range(len(marked) - 2)))
