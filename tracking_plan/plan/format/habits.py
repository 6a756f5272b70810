"""How people write what YAML or a plan reads otherwise: lists of names, texts with commas."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Either,
    Kind,
    Later,
    ListOf,
    Null,
)
from tracking_plan.plan.format.property_keys import TYPES as TYPE_NAMES
from tracking_plan.plan.format.scalars import type_hint
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode
from tracking_plan.plan.text.signs import BRACKETS, hint_of_sign, plainly

TYPES = frozenset(TYPE_NAMES)
_SHOWN = 8
_BARE = re.compile(r"[\w.*$/@-](?:[\w.*$/@ +:-]*[\w.*$/@+-])?")  # a plain value, even in brackets


_EMPTY = "indent what belongs to it below it, or remove it"


class CutText(NamedTuple):
    """A plain text within `{ }` that a comma ends: `key` begins the rest of it.

    `whole` is the text with its rest, and `values` are those of the keys that the rest became; of
    a list or a mapping in brackets that YAML takes for text, the beginning as well.
    """

    key: Scalar
    text: str
    whole: str
    values: tuple[Node, ...]

    @property
    def message(self) -> str:
        """What became of the text."""
        return f"the text {self.text!r} ends at a comma"

    @property
    def hint(self) -> str:
        """How to write the whole text."""
        quoted = self.whole.replace("'", "''")
        is_disguised = plainly(self.whole)[:1] != self.whole[:1]
        sign = hint_of_sign(self.whole) if is_disguised else None
        return sign or f"a comma ends a plain text within {{ }}: quote it: '{quoted}'"


def cut_texts(node: MappingNode, keys: Collection[str]) -> Iterator[CutText]:
    """The texts of a mapping that commas cut: keys without even a colon follow them.

    `keys` are those of the mapping that take a text.
    """
    cut: CutText | None = None
    text = ""
    begun: tuple[Node, ...] = ()
    for name, (key, value) in node.entries.items():
        if not is_without_colon(key, value):
            if cut is not None:
                yield cut
            is_text = isinstance(value, Scalar) and value.plain
            text = value.text if is_text and isinstance(value, Scalar) else ""
            is_collection = text.startswith(BRACKETS)
            cut, text = None, text if name in keys or is_collection else ""
            begun = (value,) if is_collection else ()
        elif cut is not None or text:
            cut = cut or CutText(key, text, text, begun)
            cut = cut._replace(whole=f"{cut.whole}, {name}", values=(*cut.values, value))
    if cut is not None:
        yield cut


def is_without_colon(key: Scalar, value: Node) -> bool:
    """Whether a key stands alone, as in `{type: string, required}`."""
    if not isinstance(value, Scalar) or value.text or not value.plain:
        return False
    return value.start.index == key.end.index


def as_keys(node: Node) -> str | None:
    """The hint for a list or a text where names should be keys; None for what is neither."""
    if isinstance(node, Scalar):
        return _named(_apart(node)[0]) if node.text else _EMPTY
    if not isinstance(node, SequenceNode):
        return None
    first = node.items[0] if node.items else None
    if isinstance(first, Scalar) and first.text:
        return _named(first.text)
    if isinstance(first, MappingNode):
        _, version = first.entries.get("version", (None, None))
        if isinstance(version, Scalar) and version.text:
            return f"write the version as a key, `'{version.text[:20]}':`, and the rest below it"
        _, name = first.entries.get("name", (None, None))
        if isinstance(name, Scalar) and name.text:
            return (
                f"write the name as a key, `{name.text[:40]}:`, and the rest of the item below it"
            )
        if all(isinstance(item, MappingNode) and len(item.entries) == 1 for item in node.items):
            return "leave out the dashes: the names are the keys of one mapping"
    return "write the names as keys (`Name: ...`), not as a list"


def _named(name: str) -> str:
    return f"write the names as keys, each with what it is: `{name[:40]}: ...`"


def as_list(kind: ListOf, node: Node) -> str:
    """The hint for something else where a list should be: how to write that as one."""
    item = kind.item
    if isinstance(node, MappingNode) and node.entries:
        return _keys_as_list(item, node)
    if not isinstance(node, Scalar) or not node.text:
        return "list a value, or remove the key"
    if isinstance(item, Later | AnyObject):
        return "each entry is a mapping: `- key: value`"
    texts = [node.text] if isinstance(item, Anything) else _apart(node)
    return f"write {flow(texts)}"


def _keys_as_list(item: Kind, node: MappingNode) -> str:
    """The hint for a mapping where a list should be."""
    is_entry = isinstance(item, Later | AnyObject | Anything)
    if is_entry or (isinstance(item, Either) and "value" in node.entries):
        return "it is a list, if of one entry: put `- ` in front of the first key"
    names = list(node.entries)
    texts = [value.text for _, value in node.entries.values() if isinstance(value, Scalar)]
    if isinstance(item, Either) and len(texts) == len(names) and all(texts):
        return (
            f"write {flow(names)}; with what they mean:"
            f" [{{value: {_plain(names[0])}, description: {_plain(texts[0])}}}, ...]"
        )
    return f"write {flow(names)}"


def _apart(node: Scalar) -> list[str]:
    """The entries of a text that was written in place of a list of them."""
    text = node.text.strip()
    if text[:1] == "[" and text[-1:] == "]":
        text = text[1:-1]
    mark = next((mark for mark in "|,;\n" if mark in text), None)
    entries = [text] if mark is None else text.split(mark)
    bare = (entry.strip().strip("'\"").strip() for entry in entries)
    return [entry for entry in bare if entry] or [node.text]


def flow(texts: list[str]) -> str:
    """Texts as a list in one line, so that YAML reads each as what it is; the first few."""
    more = ", ..." if len(texts) > _SHOWN else ""
    return f"[{', '.join(map(_plain, texts[:_SHOWN]))}{more}]"


def _plain(text: str) -> str:
    """A text as a value within brackets, quoted where it has to be."""
    short = text[:60]
    if _BARE.fullmatch(short) and short[0] not in "*@":  # these begin something else
        return short
    return "'" + short.replace("'", "''") + "'"


def as_enum(node: Node) -> str | None:
    """The hint for a list where a property should be; None for what is no list."""
    if not isinstance(node, SequenceNode):
        return None
    texts = [item.text for item in node.items[:4] if isinstance(item, Scalar)]
    if (types := hint_of_types(node)) and ("nullable" in types or {*texts} <= TYPES):
        return types  # `[string, 'null']`, `[string, integer]`
    if len(texts) < min(len(node.items), 4) or not texts:
        return "describe the value: `{type: ..., description: ...}`"
    more = ", ..." if len(node.items) > 4 else ""
    return f"list the values under `enum`: {{enum: [{', '.join(texts)}{more}]}}"


def hint_of_types(node: SequenceNode) -> str | None:
    """What to write for a list of types; None where they are none."""
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    return type_hint(", ".join(texts))


def wanted(kind: Either) -> str:
    """What a kind takes, in words."""
    is_text = kind.scalar is not None and not isinstance(kind.scalar, Null)
    sorts = (("text", is_text), ("a list", kind.sequence), ("a mapping", kind.mapping))
    return " or ".join(name for name, sort in sorts if sort)
