"""Random events of a plan, as data, and payloads that nearly fit them."""

from collections.abc import Sequence
from random import Random
from typing import Any

from random_formats import SOUND

NAMES = ("a", "b", "c", "items", "$x", "é", "a.b", "pattern", "properties")
NUMBERS: tuple[int | float, ...] = (
    *(0, 1, -1, 2, 3, 7, 100, 0.5, -0.25, 0.07, 0.1, 0.3, 1.0, -0.0, 1e-7, 1e16, 1e21, 1e23, 1e300),
    *(5e-324, 2**53, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), 2**64 - 1, 1.7976931348623157e308),
    *(2**64, 2**64 + 1, 10**20, 10**21, 10**23, 3 * 10**30, 3 * 10**30 + 1, -(10**25)),
)  # fmt: skip
TEXTS = (
    *("", "a", "ab", "abc", "ABC", "A1", "x-1", "é", "😀", "e\u0301", "ab\n", "\n", "\r", "\u2028"),
    *("\x00", "1", "true", "null", "foo", "éfoo", "xfoo", "αβγ", "K", "\u212a", "a" * 300),
    *(text for sound in SOUND.values() for text in sound[:2]),
)
PATTERNS = (
    *("^[a-z]+$", "[0-9]", "^a?b", r"^\w+(-\w+)*$", "^.$", "^[^]$", "[]", r"\bfoo", r"^\s", "^$"),
    *(r"^\p{L}+$", r"^\p{Script=Greek}+$", "(?i:k)", r"^\u{1F600}$", r"[\b]|\0", "(a|b|ab)*c", "."),
    *(r"\Bfoo", r"^\S+$", r"[^\w-]", "(?<n>x)-1", "^(?s:.)*$", r"^[\ud83d\ude00]$", "x{0}"),
)


def event(chance: Random) -> dict[str, Any]:
    """What a plan says of an event: properties, and perhaps that others are allowed."""
    found: dict[str, Any] = {"properties": _properties(chance, 3)}
    found["additional_properties"] = _others(chance, 2)
    return found


def _others(chance: Random, depth: int) -> Any:
    """Whether there may be other keys, and often what each of them holds."""
    if chance.random() < 0.35:
        value = _property(chance, depth)
        value.pop("pii", None)  # the values of a map are sent as they are
        return value
    return chance.random() < 0.4


def _properties(chance: Random, depth: int) -> dict[str, Any]:
    names = [name for name in NAMES if not (depth == 3 and name.startswith("$"))]
    chosen = chance.sample(names, chance.randint(0, 4))
    return {name: _required(_property(chance, depth), chance) for name in chosen}


def _required(prop: dict[str, Any], chance: Random) -> dict[str, Any]:
    is_forbidden = "pii" in prop
    return {**prop, "required": True} if chance.random() < 0.3 and not is_forbidden else prop


def _property(chance: Random, depth: int) -> dict[str, Any]:
    kinds = ["string", "string", "integer", "number", "boolean", "any"]
    kind = chance.choice([*kinds, "array", "array", "object"] if depth else kinds)
    found: dict[str, Any] = {"type": kind}
    if chance.random() < 0.08:
        return found | chance.choice(_NEVER_SENT)
    if kind != "any" and chance.random() < 0.3:
        found["nullable"] = True
    if kind == "string":
        found |= _text(chance)
    elif kind in ("integer", "number"):
        found |= _number(chance, kind)
    elif kind == "array":
        found |= _array(chance, depth)
    elif kind == "object" and chance.random() < 0.8:
        found["additional_properties"] = _others(chance, depth - 1)
        if not isinstance(found["additional_properties"], dict) or chance.random() < 0.5:
            found["properties"] = _properties(chance, depth - 1)
    elif kind == "any" and chance.random() < 0.5:
        found["const"] = chance.choice((1, "a", True, 1.5, *NUMBERS))
    return found


_NEVER_SENT = (
    {"status": "retired"},
    {"status": "retired", "nullable": True},
    {"pii": {"kind": "id", "action": "forbid"}},
)


def _text(chance: Random) -> dict[str, Any]:
    match chance.randrange(5):
        case 0:
            return {"enum": _listed(chance.sample(TEXTS[1:18], 3), chance)}
        case 1:
            return {"format": chance.choice(sorted(SOUND))}
        case 2:
            return {"pattern": chance.choice(PATTERNS)}
        case 3:
            return {"min_length": chance.choice((0, 1, 2.0)), "max_length": chance.choice((2, 3.0))}
    return {}


def _number(chance: Random, kind: str) -> dict[str, Any]:
    match chance.randrange(5):
        case 0:
            return {"minimum": chance.choice(NUMBERS)}
        case 1:
            return {"exclusive_maximum": chance.choice(NUMBERS), "maximum": chance.choice(NUMBERS)}
        case 2:
            return {"multiple_of": chance.choice([each for each in NUMBERS if each > 0])}
        case 3:
            fitting = [each for each in NUMBERS if kind == "number" or each == each // 1]
            distinct = list({each: each for each in chance.sample(fitting, 3)})
            return {"enum": _listed(distinct, chance)}
    return {}


def _listed(values: Sequence[Any], chance: Random) -> list[Any]:
    """The entries of a list, of which now and then one is on its way out."""
    fading = {"status": "deprecated"}
    return [{"value": each, **fading} if chance.random() < 0.2 else each for each in values]


def _array(chance: Random, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if chance.random() < 0.8:
        found["items"] = _property(chance, depth - 1)
    if chance.random() < 0.4:
        found["unique_items"] = True
    if chance.random() < 0.3:
        found |= {"min_items": chance.randint(0, 2), "max_items": chance.randint(2, 3)}
    return found


class Payloads:
    """Draws values, more often than not such that fit what a plan says."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance

    def of(self, expected: dict[str, Any]) -> dict[str, Any]:
        """An object for an event or a property of objects."""
        found = {}
        for name, prop in expected.get("properties", {}).items():
            is_sent = prop.get("status") != "retired" and "pii" not in prop
            if self._chance.random() < 0.03 or (
                is_sent and (prop.get("required") or self._chance.random() < 0.8)
            ):
                found[name] = self._value(prop)
        others = expected.get("additional_properties")
        if isinstance(others, dict):
            for name in self._chance.sample((*NAMES, "zz"), self._chance.randint(0, 2)):
                found.setdefault(name, self._value(others))
        elif self._chance.random() < 0.2:
            found[self._chance.choice((*NAMES, "zz"))] = self._any(2)
        if found and self._chance.random() < 0.1:
            del found[self._chance.choice(sorted(found))]
        return found

    def _value(self, prop: dict[str, Any]) -> Any:
        chance = self._chance
        if chance.random() < 0.1:
            return self._any(2)
        if prop.get("nullable") and chance.random() < 0.2:
            return None
        if "const" in prop or "enum" in prop:
            entry = chance.choice(prop.get("enum", [prop.get("const")]))
            return entry["value"] if isinstance(entry, dict) else entry
        match prop["type"]:
            case "string":
                return chance.choice(SOUND[prop["format"]] if "format" in prop else TEXTS)
            case "integer" | "number":
                return self._number(prop)
            case "boolean":
                return chance.random() < 0.5
            case "array":
                return self._array(prop)
            case "object":
                return self.of(prop)
        return self._any(2)

    def _number(self, prop: dict[str, Any]) -> int | float:
        factor = prop.get("multiple_of")
        if factor is not None and self._chance.random() < 0.5:
            product: int | float = factor * self._chance.choice((1, 2, 3, 7, 10**6, 10**19))
            return product if abs(product) < float("inf") else factor
        return self._chance.choice(NUMBERS)

    def _array(self, prop: dict[str, Any]) -> list[Any]:
        items = prop.get("items", {"type": "any"})
        found = [self._value(items) for _ in range(self._chance.randint(0, 4))]
        return found + found[:1] if self._chance.random() < 0.2 else found

    def _any(self, depth: int) -> Any:
        kind = self._chance.randrange(6 if depth else 4)
        match kind:
            case 0:
                return self._chance.choice((None, True, False))
            case 1:
                return self._chance.choice(NUMBERS)
            case 2 | 3:
                return self._chance.choice(TEXTS)
            case 4:
                return [self._any(depth - 1) for _ in range(self._chance.randint(0, 3))]
        return {name: self._any(depth - 1) for name in self._chance.sample(NAMES, 2)}
