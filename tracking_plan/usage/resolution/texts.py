"""The texts that templates may give."""

from collections.abc import Callable
from itertools import product

from msgspec.structs import replace

from tracking_plan.usage.facts.expression import Expression, Literal, Template
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.assumptions import Assumptions, together
from tracking_plan.usage.resolution.possible_values import MOST, PossibleValue, Wording, fewer

_MOST_LOOKED_AT = 8  # values of a piece, when a circle is looked for
_MOST_NESTED = 2  # templates within templates
_LONGEST_CIRCLE = 3
_UNKNOWN = Wording(text="*", is_whole=False)


class Texts:
    """Reads the templates of one module; `within` gives the reader of another."""

    def __init__(
        self,
        possible_values: Callable[[Expression], tuple[PossibleValue, ...]],
        declared: Callable[[PossibleValue], tuple[PossibleValue, ...]],
        within: Callable[[Module], "Texts"],
    ) -> None:
        self._possible_values = possible_values
        self._declared = declared
        self._within = within

    def wordings(
        self, template: Template, depth: int = 0, *, with_declared: bool = False
    ) -> tuple[Wording, ...]:
        """The texts that a template may give; `depth` counts the templates around it.

        `with_declared`: a piece of which nothing else is known is what it is declared to be.
        """
        if depth == 0 and self.is_circular(template):
            return (Wording(text="*", is_whole=False),)
        choices = [self._words(piece, depth, with_declared) for piece in template.pieces]
        total = 1
        for words in choices:
            total *= len(words)
        if total > MOST:
            choices = [words if len(words) == 1 else [_UNKNOWN] for words in choices]
        texts = (_joined(words) for words in product(*choices))
        return tuple(dict.fromkeys(text for text in texts if text is not None))

    def is_circular(self, template: Template, trail: tuple[Template, ...] = ()) -> bool:
        """Whether a text is made of itself: `name = name + "!"` in a loop."""
        if template in trail:
            return True
        pieces = [p for p in template.pieces if not isinstance(p, Literal)]
        found = [p for piece in pieces for p in self._possible_values(piece)[:_MOST_LOOKED_AT]]
        return len(trail) < _LONGEST_CIRCLE and any(
            self._within(inner.module).is_circular(inner.expression, (*trail, template))
            for inner in found
            if isinstance(inner.expression, Template)
        )

    def _words(self, piece: Expression, depth: int, with_declared: bool) -> list[Wording]:
        """The texts of one piece of a template; `*` for what is unknown."""
        words: list[Wording] = []
        found = self._possible_values(piece)
        if with_declared:
            found = tuple(inner for one in found for inner in self._declared(one) or (one,))
        if len(found) > fewer(depth):
            return [_UNKNOWN]
        for possible in found:
            here = Wording(
                text="*",
                is_whole=False,
                under=possible.under,
                is_undecided=possible.is_undecided,
            )
            match possible.expression:  # an `Enumerator` says something else in each Python
                case Literal(value=str() as text):
                    words.append(replace(here, text=text, is_whole=True))
                case Literal(value=int() as number) if not isinstance(number, bool):
                    words.append(replace(here, text=str(number), is_whole=True))
                case Template() as template if depth < _MOST_NESTED:
                    inner = self._within(possible.module).wordings(
                        template, depth + 1, with_declared=with_declared
                    )
                    words.extend(
                        w for word in map(_closed, inner) if (w := _joined((here, word), word))
                    )
                case _:
                    words.append(here)
        return list(dict.fromkeys(words)) or [_UNKNOWN]


def _closed(word: Wording) -> Wording:
    """The text of a template within another: one that is not whole says nothing."""
    return word if word.is_whole else replace(word, text="*")


def _joined(words: tuple[Wording, ...], whole: Wording | None = None) -> Wording | None:
    """Words as one text (`whole` says which); None where they cannot be together."""
    under: Assumptions = ()
    for word in words:
        both = together(under, word.under) if word.under else under
        if both is None:
            return None
        under = both
    return Wording(
        text=whole.text if whole else "".join(word.text for word in words),
        is_whole=whole.is_whole if whole else all(word.is_whole for word in words),
        under=under,
        is_undecided=any(word.is_undecided for word in words),
    )
