"""A plan's patterns for Python's `re`: the same meaning, and no text that makes it hang.

Patterns of a plan are ECMA-262 and run in linear time; `re` backtracks. So a pattern is
translated term by term, and given up where `re` cannot say it, or where it could take much
more than the square of the text's length. The helpers do not check such a pattern; the
validator does.
"""

import re

from tracking_plan.codegen.targets.python.pattern_cost import MAX_COST, effort
from tracking_plan.codegen.targets.python.pattern_terms import GivenUpError, Sequences, Term
from tracking_plan.validation.ecma.cursor import PatternError
from tracking_plan.validation.ecma.parser import parse
from tracking_plan.validation.ecma.ranges import Ranges, complement
from tracking_plan.validation.ecma.tree import (
    Alternatives,
    Assertion,
    Characters,
    Group,
    Node,
    Repeat,
)

_MAX_DEPTH = 8  # of groups in groups
_MAX_COUNT = 999
_ANCHORS = {Assertion.START: "^", Assertion.END: r"\Z"}


def python_pattern(pattern: str) -> str | None:
    """The pattern for `re.search`; None where it is not checked."""
    try:
        alternatives = terms(pattern)
        if effort(alternatives) > MAX_COST:
            return None
    except (GivenUpError, PatternError):
        return None
    text = _written(alternatives)
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return None
    return text


def terms(pattern: str) -> Sequences:
    """The pattern term by term.

    Raises:
        PatternError: it is not ECMA-262, or not of the linear kind.
        GivenUpError: `re` cannot say it.
    """
    return _alternatives(parse(pattern), _MAX_DEPTH)


def _alternatives(alternatives: Alternatives, depth: int) -> Sequences:
    return tuple(tuple(_term(node, depth) for node in sequence) for sequence in alternatives)


def _term(node: Node, depth: int) -> Term:
    match node:
        case Assertion():
            return _anchor(node)
        case Characters():
            ranges = _ranges(node)
            return Term(text=_class_text(ranges), ranges=ranges)
        case Group():
            if not depth:
                raise GivenUpError
            inside = _alternatives(node.alternatives, depth - 1)
            return Term(text=f"(?:{_written(inside)})", alternatives=inside)
        case Repeat():
            return _repeated(node, depth)


def _anchor(node: Assertion) -> Term:
    if node not in _ANCHORS:
        raise GivenUpError
    return Term(text=_ANCHORS[node], least=0, most=0)


def _ranges(node: Characters) -> Ranges:
    """The characters; gives up where only Unicode's tables know them."""
    if node.properties or node.ignores_case:
        raise GivenUpError
    return complement(node.ranges) if node.is_negated else node.ranges


def _repeated(node: Repeat, depth: int) -> Term:
    once = _term(node.inside, depth)
    if max(node.least, node.most or 0) > _MAX_COUNT:
        raise GivenUpError
    return Term(
        text=once.text + node.quantifier,
        ranges=once.ranges,
        alternatives=once.alternatives,
        least=node.least,
        most=node.most,
    )


def _written(alternatives: Sequences) -> str:
    return "|".join("".join(term.text for term in sequence) for sequence in alternatives)


def _class_text(ranges: Ranges) -> str:
    """The characters as `re` writes them."""
    if not ranges:
        raise GivenUpError
    if len(ranges) == 1 and ranges[0][0] == ranges[0][1]:
        return re.escape(chr(ranges[0][0]))
    others = complement(ranges)
    if 0 < len(others) < len(ranges):
        return f"[^{''.join(map(_range_text, others))}]"
    return f"[{''.join(map(_range_text, ranges))}]"


def _range_text(ends: tuple[int, int]) -> str:
    low, high = (_code_text(code) for code in ends)
    return low if low == high else f"{low}-{high}"


def _code_text(code: int) -> str:
    if chr(code).isascii() and chr(code).isalnum():
        return chr(code)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
