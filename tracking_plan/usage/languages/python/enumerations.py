"""What the members of Python's enumerations are, by the classes that these derive from."""

from collections.abc import Iterable, Mapping

from tracking_plan.usage.facts.expression import Dynamic, Expression, Items, MemberKind, Spread

_KINDS: Mapping[str, MemberKind] = {
    **dict.fromkeys(("StrEnum", "TextChoices", "IntEnum", "IntegerChoices"), MemberKind.VALUE),
    **dict.fromkeys(("Enum", "Flag", "Choices"), MemberKind.OBJECT),
    **dict.fromkeys(("IntFlag", "ReprEnum", "MultiValueEnum"), MemberKind.UNKNOWN),
    "StringEnum": MemberKind.TEXT,
}
_SUFFIXES = ("Enum", "Choices")


def enumeration_kind(bases: Iterable[str]) -> MemberKind | None:
    """What the members are, by the names of the classes; None where it is no enumeration.

    `class E(str, Enum)` has texts that say `E.A` in an f-string; members of `class E(Enum)` are
    objects, which neither are texts nor can be sent.
    """
    names = tuple(bases)
    kinds = [_KINDS[name] for name in names if name in _KINDS]
    if not kinds:
        is_likely = any(name.endswith(_SUFFIXES) for name in names)
        return MemberKind.UNKNOWN if is_likely else None
    if kinds[0] is not MemberKind.OBJECT:
        return kinds[0]
    if "str" in names:
        return MemberKind.TEXT
    return MemberKind.VALUE if {"int", "float"} & set(names) else MemberKind.OBJECT


def value_of(member: Expression, bases: Iterable[str]) -> Expression:
    """The value of an enumeration's member, which Django's `Choices` write with a label."""
    if not isinstance(member, Items):
        return member
    first = next(iter(member.items), None)
    has_label = any(name.endswith("Choices") for name in bases)
    if has_label and first is not None and not isinstance(first, Spread):
        return first
    return Dynamic(at=member.at, made_of=member.items)  # by a way that is unknown
