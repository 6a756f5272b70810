"""What a regular expression says, as values. Only what a linear engine can run has a form."""

from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.validation.ecma.ranges import Ranges


class Assertion(StrEnum):
    """A place in the text; words are of ASCII letters, digits and `_`."""

    START = "^"
    END = "$"
    BOUNDARY = r"\b"
    NO_BOUNDARY = r"\B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A Unicode property: `gc=Lu`, `sc=Greek`, `Alphabetic`. `is_negated`: characters without."""

    name: str
    is_negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Characters:
    """One character: out of `ranges`, or with one of the properties; negated, any other one.

    `ignores_case`: or one that differs from such a character only in case. Negation comes last.
    """

    ranges: Ranges = ()
    properties: tuple[Property, ...] = ()
    is_negated: bool = False
    ignores_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of several sequences."""

    alternatives: "Alternatives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """The same several times; `most` None is without end.

    Whether as many as possible or as few as possible are tried first is left out: a text that has
    a match one way has one the other way.
    """

    inside: "Characters | Group"
    least: int
    most: int | None

    @property
    def quantifier(self) -> str:
        """How often, as all dialects write it: `*`, `{2,}`."""
        match self.least, self.most:
            case 0, None:
                return "*"
            case 1, None:
                return "+"
            case 0, 1:
                return "?"
            case least, None:
                return f"{{{least},}}"
            case least, most:
                return f"{{{least}}}" if least == most else f"{{{least},{most}}}"


Node = Assertion | Characters | Group | Repeat
Alternatives = tuple[tuple[Node, ...], ...]
