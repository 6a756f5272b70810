"""Values of JavaScript that JSON cannot hold, and functions that give a new value at each call."""

from collections.abc import Mapping

from tracking_plan.usage.facts.unfit import Unfit

_AS_EMPTY, _AS_NULL, _LEFT_OUT = "{} is sent", "null is sent", "the property is not sent"
BIGINT, FUNCTION = Unfit("a BigInt"), Unfit("a function", _LEFT_OUT)
PATTERN = Unfit("a regular expression", _AS_EMPTY)
NUMBERS: Mapping[str, Unfit] = {
    "NaN": Unfit("NaN", _AS_NULL),
    "Infinity": Unfit("an infinite number", _AS_NULL),
}
"""The names of numbers that JSON does not have."""
MADE: Mapping[str, Unfit] = {
    "BigInt": BIGINT,
    **dict.fromkeys(("Symbol", "Symbol.for"), Unfit("a Symbol", _LEFT_OUT)),
}
"""What functions of the language itself make."""
OBJECTS: Mapping[str, Unfit] = {
    **{name: Unfit(f"a {name}", _AS_EMPTY) for name in ("Map", "Set", "WeakMap", "WeakSet")},
    "Promise": Unfit("a Promise", _AS_EMPTY),
    "RegExp": PATTERN,
}
"""What `new` makes of classes of the language itself."""
UNFIT: Mapping[str, Unfit] = {f"Number.{name}": unfit for name, unfit in NUMBERS.items()} | {
    "Number.POSITIVE_INFINITY": NUMBERS["Infinity"],
    "Number.NEGATIVE_INFINITY": NUMBERS["Infinity"],
}
RANDOM = frozenset(
    """
    crypto.randomUUID() Math.random() uuid.v1() uuid.v4() uuid.v7() nanoid.nanoid()
    """.split()
)
