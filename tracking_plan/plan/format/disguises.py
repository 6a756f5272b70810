"""Texts and keys that would be right, were they written with the characters that they show."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from tracking_plan.finding import Code
from tracking_plan.names.characters import described, invisible
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format.faults import Fault
from tracking_plan.plan.format.foreign import meant_key
from tracking_plan.plan.format.kinds import Kind, Shape
from tracking_plan.plan.format.scalars import SCALAR_FAULTS
from tracking_plan.plan.text.nodes import Scalar
from tracking_plan.plan.text.signs import COLONS, hint_of_sign, plainly

_COLLECTION = re.compile(r"[\[{]|- |[^\s:]+(?: [^\s:]+)*:(?: |$)")
_SWALLOWED = re.compile(
    rf"(?P<name>[^{{\[]*[^{{\[\s])(?P<colon>[:{COLONS}])\s*(?P<bracket>[{{\[])[^}}\]]*$"
)
_COMMENT = re.compile(r" #.*")


def hint_of_disguise(node: Scalar, fault: Fault, kind: Kind | None) -> str | None:
    """The hint that names the character at fault; None where it is not one alone.

    `kind` is what the text should be, where that is a single value; else a list or a mapping.
    """
    plain = _COMMENT.sub("", plainly(node.text))
    if plain == node.text:
        return None
    fault_of = SCALAR_FAULTS.get(kind.__class__)
    if fault_of is not None:
        is_solved = fault_of(kind, Scalar(plain, node.plain, node.start, node.end)) is None
    else:
        is_solved = fault.code is shape_codes.WRONG_KIND and _is_collection(plain, node.text)
    return hint_of_sign(node.text) if is_solved else None


def _is_collection(plain: str, text: str) -> bool:
    """Whether a text is the beginning of a list or a mapping only where it is written plainly."""
    return bool(_COLLECTION.match(plain)) and not _COLLECTION.match(text)


class Unknown(NamedTuple):
    """What is wrong with a key that a shape does not have, and which was `meant` (or itself)."""

    meant: str
    code: Code
    message: str
    hint: str | None


def unknown_key(shape: Shape, name: str) -> Unknown:
    """What is said of a key that a shape does not have."""
    if name in shape.elsewhere:
        message = f"{name!r} has no place in {shape.what}"
        return Unknown(name, shape_codes.MISPLACED_KEY, message, shape.elsewhere[name])
    meaning = meant_key(name, shape.keys)
    meant, hint = disguised_key(name, shape.keys) or (meaning.key, meaning.hint)
    message = f"{shape.what} has no key {name!r}"
    return Unknown(meant, shape_codes.UNKNOWN_KEY, message, hint)


def swallowed(name: str) -> Fault | None:
    """The fault of a name that holds a brace, since no colon of YAML's ends it; else None."""
    found = _SWALLOWED.match(name)
    if found is None:
        return None
    begun = f"{found['name']}: {found['bracket']}"
    if found["colon"] == ":":
        message = "a colon without a blank behind it is text to YAML, and ends no name"
    else:
        message = f"YAML takes {described(found['colon'])} for text, not for ':'"
    return Fault(shape_codes.BAD_NAME, message, f"write `{begun}...`")


def disguised_key(name: str, keys: Mapping[str, object]) -> tuple[str, str | None] | None:
    """The key that an unknown one shows to the eye, and the hint; None where it is no disguise."""
    key, colon, rest = name.partition(":")
    if colon and rest and key in keys:
        return key, f"write a blank behind the colon: `{key}: {rest[:60]}`"
    if name.isascii():
        return None
    plain = plainly(name).partition(": ")[0].strip("'\"")
    if plain in keys:
        return plain, hint_of_sign(name)
    unseen = invisible(name)
    if unseen is None:
        return None
    return meant_key(plain, keys).key, f"it has {described(unseen)} in it: write plain spaces"
