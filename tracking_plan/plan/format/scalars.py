"""Checks scalars against their kinds, and says what is wrong with one."""

import re
from collections.abc import Callable, Mapping
from functools import cache

from tracking_plan.names.characters import described
from tracking_plan.names.likeness import begun, nearest
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.codes import shape as shape_codes
from tracking_plan.plan.format.doubtful import BOOLEAN_WORDS
from tracking_plan.plan.format.faults import Fault, wrong_kind
from tracking_plan.plan.format.foreign import keys_of_type
from tracking_plan.plan.format.kinds import (
    Choice,
    Count,
    Flag,
    Form,
    Literal,
    Name,
    Null,
    Number,
    PlainValue,
    Text,
    VersionText,
)
from tracking_plan.plan.format.numbers import beyond, finite, meant_number
from tracking_plan.plan.format.property_keys import NAME_PATTERN, TYPES
from tracking_plan.plan.text.nodes import Scalar
from tracking_plan.plan.text.signs import COLONS, hint_of_sign
from tracking_plan.plan.version import VERSION_PATTERN

_NAME = re.compile(NAME_PATTERN.rstrip("$"))
_VERSION = re.compile(VERSION_PATTERN.rstrip("$"))
_form = cache(re.compile)
LATER = "its value is checked and kept for a later version of this tool"


_TOO_SMALL = re.compile(r"[^eE]*[1-9]")  # of what is 0 to programs


def name_fault(text: str) -> Fault | None:
    """What is wrong with a name; None where nothing is."""
    if text.isprintable() and text and text.strip() == text:
        return None  # most names, and faster than the expression
    if _NAME.fullmatch(text):
        return None
    if not text.strip():
        return Fault(shape_codes.BAD_NAME, "the name is empty", "give it one")
    shown = repr(text[:40])
    if _NAME.fullmatch(text.strip()):
        message = f"the name {shown} begins or ends with a blank"
        return Fault(shape_codes.BAD_NAME, message, f"write {text.strip()[:40]!r}")
    control = next((c for c in text if not c.isprintable() and ord(c) < 160), "\t")
    message = f"the name {shown} holds the control character {described(control)}"
    return Fault(shape_codes.BAD_NAME, message, "write it in one line, of letters and digits")


def version_fault(node: Scalar) -> Fault | None:
    """What is wrong with a version's source text; None where nothing is."""
    if _VERSION.fullmatch(node.text):
        return None
    hint = "write MAJOR.MINOR, such as 1.0"
    if not node.text:
        return wrong_kind(node, "a version", hint)
    return Fault(shape_codes.MALFORMED, f"{node.text[:40]!r} is not a version", hint)


def _text(kind: Text, node: Scalar) -> Fault | None:
    return None if node.is_text else wrong_kind(node, "text")


def _name(kind: Name, node: Scalar) -> Fault | None:
    return name_fault(node.text) if node.is_text else wrong_kind(node, "text")


def _version(kind: VersionText, node: Scalar) -> Fault | None:
    return version_fault(node)


def _form_text(kind: Form, node: Scalar) -> Fault | None:
    if not node.is_text:
        return wrong_kind(node, kind.what, f"write {kind.hint}")
    if _form(kind.pattern.removesuffix("$")).fullmatch(node.text):
        return None
    hint = _meant_type(kind, node.text) or f"write {kind.hint}"
    return Fault(shape_codes.MALFORMED, f"{node.text[:60]!r} is not {kind.what}", hint)


def _meant_type(kind: Form, text: str) -> str | None:
    """The "did you mean" for a misspelled shorthand."""
    if kind.what != "a property":
        return None
    bare = text.rstrip("!?")
    if text.endswith("?") and bare in TYPES:
        return f"write {bare!r}: a property is optional unless it says `!`"
    keys = keys_of_type(bare) if bare not in TYPES else None
    if keys is not None:
        mark = "!" if text.endswith("!") else ""
        if len(keys) == 1:
            return f"write `{keys[0].removeprefix('type: ')}{mark}`"
        return f"write `{_flow((*keys, 'required: true') if mark else keys)}`"
    close = nearest(bare, TYPES)
    return f"did you mean {close!r}?" if close is not None and close != bare else None


def _flow(keys: tuple[str, ...]) -> str:
    return "{" + ", ".join(keys) + "}"


def type_hint(text: str) -> str | None:
    """What to write under `type` for a type as other tools call it; None where none does."""
    if text.strip().lower() in ("null", "none"):
        return "write the type of the values, and `nullable: true`"
    keys = keys_of_type(text)
    if keys is None:
        return None
    if text.strip().endswith("?"):
        return f"write `{keys[0].removeprefix('type: ')}`: a property is optional by itself"
    if (keys == ("type: any",) and "," in text) or ("|" in text and len(keys) == 1):
        return "there are no unions: write one type, or `any`"
    if len(keys) == 1:
        return f"write `{keys[0].removeprefix('type: ')}`"
    return "write " + " and ".join(f"`{key}`" for key in keys)


def _flag(kind: Flag, node: Scalar) -> Fault | None:
    value = node.value
    if isinstance(value, bool) and kind.only in (None, value):
        return None
    wanted = "true or false" if kind.only is None else str(kind.only).lower()
    meant = str(value).lower() if isinstance(value, bool) else BOOLEAN_WORDS.get(node.text.lower())
    if kind.only is not None and meant not in (None, wanted):
        return wrong_kind(node, wanted, f"leave the key out: that means {meant}")
    return wrong_kind(node, wanted, f"write {meant or wanted}")


def _number(kind: Number, node: Scalar) -> Fault | None:
    value = finite(node)
    if value is None:
        return wrong_kind(node, "a number", meant_number(node))
    if value == 0 and _TOO_SMALL.match(node.text):
        message = f"{node.text} is nearer to 0 than programs can tell"
        return Fault(shape_codes.OUT_OF_RANGE, message, "write one that is further from 0, or none")
    if kind.positive and value <= 0:
        message = f"{kind.positive!r} must be greater than 0, and is {node.text}"
        return Fault(shape_codes.OUT_OF_RANGE, message, "write a number above 0, or leave it out")
    return None


def _count(kind: Count, node: Scalar) -> Fault | None:
    value = finite(node)
    if value is None or value != int(value):
        return wrong_kind(node, "a whole number", meant_number(node))
    if value < kind.minimum:
        hint = f"write {kind.minimum} or more, or leave it out"
        return Fault(shape_codes.OUT_OF_RANGE, f"{node.text} is below {kind.minimum}", hint)
    return None


def _literal(kind: Literal, node: Scalar) -> Fault | None:
    if finite(node) == kind.value:
        return None
    return wrong_kind(node, str(kind.value), f"write {kind.value}")


def _enum_scalar(kind: PlainValue, node: Scalar) -> Fault | None:
    if node.is_text or isinstance(node.value, bool):
        return None
    if finite(node) is None:
        hint = "write `nullable: true` to allow null" if node.value is None else beyond(node)
        return wrong_kind(node, "a text, a number or a boolean", hint)
    return None


def _choice(kind: Choice, node: Scalar) -> Fault | None:
    if node.text in kind.values and node.is_text:
        return _no_effect(node) if node.text in kind.later else None
    translated = type_hint(node.text or "null") if "string" in kind.values else None
    if not node.is_text:
        return wrong_kind(node, "one of " + ", ".join(kind.values), translated or kind.hint)
    hint = kind.hint or _choose(kind.values)
    close = nearest(node.text, kind.values) or begun(node.text, kind.values)
    if translated or close:
        hint = translated or f"did you mean {close!r}?"
    return Fault(shape_codes.NOT_A_CHOICE, f"{node.text[:40]!r} is not known here", hint)


def _choose(values: tuple[str, ...]) -> str:
    return f"write {values[0]!r}" if len(values) == 1 else f"choose one of {', '.join(values)}"


def _no_effect(node: Scalar) -> Fault:
    return Fault(meaning_codes.NO_EFFECT, f"{node.text!r} has no effect yet", LATER)


def _null(kind: Null, node: Scalar) -> Fault | None:
    if node.value is None:
        return None
    hint = "put its keys below it, indented: `description: ...`"
    if node.plain and ":" in node.text:
        hint = "write a space after the colon"
    elif node.plain and any(sign in node.text for sign in COLONS):
        hint = hint_of_sign(node.text) or hint
    return wrong_kind(node, "a mapping", hint)


# What is wrong with a scalar of a kind that only scalars have: a function for each such kind.
SCALAR_FAULTS: Mapping[type, Callable[..., Fault | None]] = {
    Text: _text,
    Name: _name,
    Form: _form_text,
    VersionText: _version,
    Flag: _flag,
    Null: _null,
    Number: _number,
    Count: _count,
    Literal: _literal,
    PlainValue: _enum_scalar,
    Choice: _choice,
}
