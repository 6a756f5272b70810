"""How people write what YAML or a plan reads otherwise: lists of names, texts with commas."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tracking_plan.plan.format.kinds import Either, Null
from tracking_plan.plan.format.scalars import type_hint
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode


class CutText(NamedTuple):
    """A plain text within `{ }` that a comma ends: `key` begins the rest of it.

    `whole` is the text with its rest, and `values` are those of the keys that the rest became.
    """

    key: Scalar
    text: str
    whole: str
    values: tuple[Node, ...]


def cut_texts(node: MappingNode, keys: Collection[str]) -> Iterator[CutText]:
    """The texts of a mapping that commas cut: keys without even a colon follow them.

    `keys` are those of the mapping that take a text.
    """
    cut: CutText | None = None
    text = ""
    for name, (key, value) in node.entries.items():
        if not is_without_colon(key, value):
            if cut is not None:
                yield cut
            is_text = name in keys and isinstance(value, Scalar) and value.plain
            cut, text = None, value.text if is_text and isinstance(value, Scalar) else ""
        elif cut is not None or text:
            cut = cut or CutText(key, text, text, ())
            cut = cut._replace(whole=f"{cut.whole}, {name}", values=(*cut.values, value))
    if cut is not None:
        yield cut


def is_without_colon(key: Scalar, value: Node) -> bool:
    """Whether a key stands alone, as in `{type: string, required}`."""
    if not isinstance(value, Scalar) or value.text or not value.plain:
        return False
    return value.start.index == key.end.index


def as_keys(node: Node) -> str | None:
    """The hint for a list where names should be keys; None for what is no list."""
    if not isinstance(node, SequenceNode):
        return None
    first = node.items[0] if node.items else None
    if isinstance(first, Scalar) and first.text:
        return f"write the names as keys, each with what it is: `{first.text[:40]}: ...`"
    if isinstance(first, MappingNode):
        _, name = first.entries.get("name", (None, None))
        if isinstance(name, Scalar) and name.text:
            return (
                f"write the name as a key, `{name.text[:40]}:`, and the rest of the item below it"
            )
    return "write the names as keys (`Name: ...`), not as a list"


def as_enum(node: Node) -> str | None:
    """The hint for a list where a property should be; None for what is no list."""
    if not isinstance(node, SequenceNode):
        return None
    if (types := hint_of_types(node)) and "nullable" in types:  # `[string, 'null']`
        return types
    texts = [item.text for item in node.items[:4] if isinstance(item, Scalar)]
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
