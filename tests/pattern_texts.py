"""Texts that match a pattern, by the thousand: what hypothesis draws from one costs 10 ms each."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random
from typing import Any


def texts_of(pattern: str, count: int) -> Iterator[str]:
    """The same `count` texts each time, spread over what the pattern matches.

    The pattern has characters, classes of them, groups, alternatives and bounded repetitions.
    """
    random = Random(pattern)
    tree: Sequence[Any] = re._parser.parse(pattern)  # type: ignore[attr-defined]
    return islice(iter(lambda: _joined(tree, random), None), count)


def _joined(tree: Sequence[Any], random: Random) -> str:
    return "".join(_text(str(kind), value, random) for kind, value in tree)


def _text(kind: str, value: Any, random: Random) -> str:
    match kind:
        case "LITERAL":
            return chr(value)
        case "IN":
            return chr(random.choice([*_members(value)]))
        case "SUBPATTERN":
            return _joined(value[-1], random)
        case "BRANCH":
            return _joined(random.choice(value[1]), random)
        case "MAX_REPEAT":
            low, high, repeated = value
            return "".join(_joined(repeated, random) for _ in range(random.randint(low, high)))
    raise NotImplementedError(kind)


def _members(class_: Sequence[Any]) -> Iterator[int]:
    for kind, value in class_:
        if str(kind) == "LITERAL":
            yield value
        else:
            yield from range(value[0], value[1] + 1)
