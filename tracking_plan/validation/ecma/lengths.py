"""How long the texts are that match a pattern."""

from functools import lru_cache

from tracking_plan.validation.ecma.cursor import PatternError
from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.ecma.tree import Alternatives, Assertion, Group, Node, Repeat

_Lengths = tuple[int, int | None]  # the shortest and the longest; None: there is no longest


@lru_cache(maxsize=1024)
def lengths(pattern: str) -> _Lengths:
    """Of texts in which the pattern is found: no shorter, and no longer; in characters.

    Of a pattern that is not understood nothing is known: (0, None).
    """
    try:
        tree = parse(pattern)
    except PatternError:
        return 0, None
    is_whole = all(_is_whole(one) for one in tree)
    least, most = _of_one(tree)
    return least, most if is_whole else None


def _is_whole(sequence: tuple[Node, ...]) -> bool:
    """Whether the sequence takes a text from its beginning to its end."""
    return sequence[:1] == (Assertion.START,) and sequence[-1:] == (Assertion.END,)


def _of_one(alternatives: Alternatives) -> _Lengths:
    each = [_of_all(sequence) for sequence in alternatives]
    longest = [most for _, most in each if most is not None]
    return (
        min((least for least, _ in each), default=0),
        max(longest, default=0) if len(longest) == len(each) else None,
    )


def _of_all(sequence: tuple[Node, ...]) -> _Lengths:
    each = [_of(node) for node in sequence]
    longest = [most for _, most in each if most is not None]
    total = sum(longest) if len(longest) == len(each) else None
    return sum(least for least, _ in each), total


def _of(node: Node) -> _Lengths:
    match node:
        case Assertion():
            return 0, 0
        case Group():
            return _of_one(node.alternatives)
        case Repeat():
            least, most = _of(node.inside)
            if node.most is None or most is None:
                return node.least * least, 0 if most == 0 or node.most == 0 else None
            return node.least * least, node.most * most
    return 1, 1
