"""Texts and keys that would be right, were they written with the characters that they show."""

import re
from collections.abc import Mapping

from tracking_plan.names.characters import described, invisible
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format.faults import Fault
from tracking_plan.plan.format.foreign import meant_key
from tracking_plan.plan.format.kinds import Kind
from tracking_plan.plan.format.scalars import SCALAR_FAULTS
from tracking_plan.plan.text.nodes import Scalar
from tracking_plan.plan.text.signs import hint_of_sign, plainly

_COLLECTION = re.compile(r"[\[{]|- |[^\s:]+(?: [^\s:]+)*:(?: |$)")
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


def disguised_key(name: str, keys: Mapping[str, object]) -> tuple[str, str | None] | None:
    """The key that an unknown one shows to the eye, and the hint; None where it is no disguise."""
    if name.isascii():
        return None
    plain = plainly(name).partition(": ")[0].strip("'\"")
    if plain in keys:
        return plain, hint_of_sign(name)
    unseen = invisible(name)
    if unseen is None:
        return None
    return meant_key(plain, keys).key, f"it has {described(unseen)} in it: write plain spaces"
