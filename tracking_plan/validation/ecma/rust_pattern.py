"""A tree as a pattern of the Rust crate `regex`, which searches in linear time."""

from functools import lru_cache

from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.ecma.ranges import (
    ALL,
    Ranges,
    beside_surrogates,
    complement,
)
from tracking_plan.validation.ecma.tree import (
    Alternatives,
    Assertion,
    Characters,
    Group,
    Node,
    Property,
    Repeat,
)

MAX_SIZE = 20 * 2**20  # bytes of a compiled pattern: `^\p{L}{1,255}$` takes more than half of it
_META = frozenset(r"\.+*?()|[]{}^$#&-~")
_NONE = r"[^\x{0}-\x{10FFFF}]"
_ANY = r"[\x{0}-\x{10FFFF}]"
# Without `-u`, words would be Unicode's, while `\w` is ASCII. With it, `\B` also matches between
# the bytes of a character, where those of Unicode do not: one of these is asked for as well.
_ASSERTIONS = {
    Assertion.START: "^",
    Assertion.END: "$",
    Assertion.BOUNDARY: r"(?-u:\b)",
    Assertion.NO_BOUNDARY: r"(?-u:\B)(?:\b|\B)",
}


@lru_cache(maxsize=4096)
def rust_pattern(pattern: str) -> str:
    """The pattern as Rust's `regex` takes it, with the meaning that ECMA-262 gives it.

    Raises:
        PatternError: it is not ECMA-262, or not of the linear kind.
    """
    return _alternatives(parse(pattern))


def _alternatives(alternatives: Alternatives) -> str:
    return "|".join("".join(map(_node, sequence)) for sequence in alternatives)


def _node(node: Node) -> str:
    match node:
        case Assertion():
            return _ASSERTIONS[node]
        case Characters():
            return _characters(node)
        case Group():
            return f"(?:{_alternatives(node.alternatives)})"
        case Repeat():
            return _node(node.inside) + node.quantifier


def _characters(one: Characters) -> str:
    ranges = beside_surrogates(one.ranges)
    if not ranges and not one.properties:
        return _ANY if one.is_negated else _NONE
    if ranges == ALL and one.is_negated:
        return _NONE
    text = _class(ranges, one.properties, is_negated=one.is_negated, folds=one.ignores_case)
    return f"(?i:{text})" if one.ignores_case else text


def _class(
    ranges: Ranges, properties: tuple[Property, ...], *, is_negated: bool, folds: bool
) -> str:
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1] and not properties and not is_negated:
        return _escaped(ranges[0][0])
    others = beside_surrogates(complement(ranges))
    if not folds and not properties and 0 < len(others) < len(ranges):
        ranges, is_negated = others, not is_negated
    inside = "".join(map(_range, ranges)) + "".join(map(_property, properties))
    return f"[{'^' * is_negated}{inside}]"


def _property(one: Property) -> str:
    return f"\\{'P' if one.is_negated else 'p'}{{{one.name}}}"


def _range(ends: tuple[int, int]) -> str:
    low, high = map(_escaped, ends)
    return low if low == high else f"{low}-{high}"


def _escaped(code: int) -> str:
    character = chr(code)
    if character in _META:
        return f"\\{character}"
    return character if 32 <= code < 127 else f"\\x{{{code:X}}}"
