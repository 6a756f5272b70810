"""The texts that templates may give."""

from collections.abc import Callable
from itertools import product

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import Expression, Literal, Template
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.resolution.possible_values import MOST, PossibleValue, Wording, fewer

_MOST_LOOKED_AT = 8  # values of a piece, when a circle is looked for
_MOST_NESTED = 2  # templates within templates
_LONGEST_CIRCLE = 3


class Texts:
    """Reads the templates of one module; `within` gives the reader of another."""

    def __init__(
        self,
        possible_values: Callable[[Expression], tuple[PossibleValue, ...]],
        within: Callable[[Module], "Texts"],
    ) -> None:
        self._possible_values = possible_values
        self._within = within

    def wordings(self, template: Template, depth: int = 0) -> tuple[Wording, ...]:
        """The texts that a template may give; `depth` counts the templates around it."""
        if depth == 0 and self.is_circular(template):
            return (Wording(text="*", is_whole=False),)
        choices = [self._words(piece, depth) for piece in template.pieces]
        total = 1
        for words in choices:
            total *= len(words)
        if total > MOST:
            choices = [words if len(words) == 1 else [None] for words in choices]
        texts = (
            Wording(
                text="".join(word if word is not None else "*" for word in words),
                is_whole=None not in words,
            )
            for words in product(*choices)
        )
        return tuple(dict.fromkeys(texts))

    def is_circular(self, template: Template, trail: tuple[Span, ...] = ()) -> bool:
        """Whether a text is made of itself: `name = name + "!"` in a loop."""
        if template.at in trail:
            return True
        pieces = [p for p in template.pieces if not isinstance(p, Literal)]
        found = [p for piece in pieces for p in self._possible_values(piece)[:_MOST_LOOKED_AT]]
        return len(trail) < _LONGEST_CIRCLE and any(
            self._within(inner.module).is_circular(inner.expression, (*trail, template.at))
            for inner in found
            if isinstance(inner.expression, Template)
        )

    def _words(self, piece: Expression, depth: int) -> list[str | None]:
        """The texts of one piece of a template; None means unknown."""
        words: list[str | None] = []
        found = self._possible_values(piece)
        if len(found) > fewer(depth):
            return [None]
        for possible in found:
            match possible.expression:  # an `Enumerator` says something else in each Python
                case Literal(value=str() as text):
                    words.append(text)
                case Literal(value=int() as number) if not isinstance(number, bool):
                    words.append(str(number))
                case Template() as template if depth < _MOST_NESTED:
                    inner = self._within(possible.module).wordings(template, depth + 1)
                    words.extend(w.text if w.is_whole else None for w in inner)
                case _:
                    words.append(None)
        return list(dict.fromkeys(words)) or [None]
