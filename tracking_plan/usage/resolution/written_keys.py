"""The names that a key of an object may be."""

from tracking_plan.usage.facts.choices import by_itself
from tracking_plan.usage.facts.expression import Expression, Literal, Template
from tracking_plan.usage.resolution.resolve import Resolver


def names_of(key: Expression, resolver: Resolver) -> tuple[str, ...]:
    """The names that a key may be, each once; none where one of them is unknown."""
    if isinstance(key, Literal) and isinstance(key.value, str):
        return (key.value,)
    found: list[str] = []
    for possible in resolver.possible_values(key):
        if possible.is_undecided:
            return ()
        match by_itself(possible.expression):
            case Literal(value=str() | int() as name) if not isinstance(name, bool):
                found.append(str(name))
            case Template() as template:
                words = resolver.texts.wordings(template)
                if not all(word.is_whole and not word.is_undecided for word in words):
                    return ()
                found.extend(word.text for word in words)
            case _:
                return ()
    return tuple(dict.fromkeys(found))
