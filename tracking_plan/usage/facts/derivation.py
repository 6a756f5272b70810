"""How a name on the wire is derived from a member of an enumeration, or from an object."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from tracking_plan.names.words import words


def _camel(name: str) -> str:
    first, *others = words(name) or (name,)
    return first.lower() + "".join(word.capitalize() for word in others)


def _joined(sign: str) -> Callable[[str], str]:
    return lambda name: sign.join(word.lower() for word in words(name))


_STYLES: Mapping[str, Callable[[str], str]] = {
    "snake_case": _joined("_"),
    "kebab_case": _joined("-"),
    "camel_case": _camel,
}


class Derivation(Struct, frozen=True, kw_only=True):
    """What becomes the name: the member's own name in a style, else an argument, else the value.

    `style` is a key of the known ones, `argument` the position of what a class makes the object of.
    """

    style: str | None = None
    argument: int | None = None

    def of_member(self, name: str) -> str:
        """The name on the wire of a member, by the name that it has in the code."""
        return _STYLES[self.style](name) if self.style is not None else name
