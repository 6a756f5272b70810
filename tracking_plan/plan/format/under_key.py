"""A value that stands where a mapping with fixed keys should: under which of them it belongs."""

from collections.abc import Iterable

from tracking_plan.plan.format.habits import flow
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import Choice, Either, Form, Kind, Later, ListOf, Shape
from tracking_plan.plan.format.scalars import SCALAR_FAULTS
from tracking_plan.plan.text.nodes import Node, Scalar, SequenceNode


def hint_under_key(shape: Shape, node: Node) -> str | None:
    """What to write for a text, or a list of texts, in place of the shape; None for all else."""
    texts = _texts(node)
    if not texts:
        return None
    keys = _keys_for(shape, texts)
    if len(keys) == 1:
        return f"write `{_written(shape, keys[0], texts)}`"
    if keys:
        return f"write it under one of the keys {_listed(keys)}"
    return f"its keys are {_listed(shape.keys)}"


def hint_for_entry(kind: ListOf, node: Node) -> str | None:
    """The same where a list of such mappings should stand; None where several keys take it."""
    if not isinstance(kind.item, Later) or not isinstance(node, Scalar):
        return None
    shape, texts = SHAPES[kind.item.shape], _texts(node)
    keys = _keys_for(shape, texts) if texts else []
    return f"write `[{_written(shape, keys[0], texts)}]`" if len(keys) == 1 else None


def hint_of_empty(kind: Kind | None, node: Node) -> str | None:
    """The same where a mapping may also be left out, of a kind that has no description."""
    if not isinstance(kind, Later) or "description" in SHAPES[kind.shape].keys:
        return None
    is_empty = isinstance(node, Scalar) and node.value is None
    return None if is_empty else hint_under_key(SHAPES[kind.shape], node)


def _written(shape: Shape, key: str, texts: list[Scalar]) -> str:
    """The mapping with the texts under the key."""
    listed = flow([text.text for text in texts])
    value = listed if isinstance(_plainest(shape.keys[key].kind), ListOf) else listed[1:-1]
    others = "".join(f", {other}: ..." for other in shape.required if other != key)
    return f"{{{key}: {value}{others}}}"


def _listed(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _texts(node: Node) -> list[Scalar]:
    """The texts that a node is or lists; none where it has anything else."""
    nodes = node.items if isinstance(node, SequenceNode) else [node]
    texts = [one for one in nodes if isinstance(one, Scalar) and one.text]
    return texts if len(texts) == len(nodes) else []


def _keys_for(shape: Shape, texts: list[Scalar]) -> list[str]:
    """The keys that take these texts; those that take few come before those that take any."""
    taking = {name: _plainest(key.kind) for name, key in shape.keys.items()}
    fitting = {name: kind for name, kind in taking.items() if _takes(kind, texts)}
    if "paths" in fitting and all("/" in one.text or "*" in one.text for one in texts):
        return ["paths"]
    return [name for name, kind in fitting.items() if _is_choosy(_item(kind))] or list(fitting)


def _is_choosy(kind: Kind) -> bool:
    """Whether a kind takes few of all texts."""
    return isinstance(kind, Choice) or (isinstance(kind, Form) and not kind.is_common)


def _plainest(kind: Kind) -> Kind:
    """What a kind takes where it is no mapping."""
    if isinstance(kind, Either):
        return kind.scalar or kind.sequence or kind
    return kind


def _item(kind: Kind) -> Kind:
    return _plainest(kind.item) if isinstance(kind, ListOf) else kind


def _takes(kind: Kind, texts: list[Scalar]) -> bool:
    """Whether a kind takes the texts, by themselves or as a list."""
    if len(texts) > 1 and not isinstance(kind, ListOf):
        return False
    item = _item(kind)
    fault_of = SCALAR_FAULTS.get(item.__class__)
    return fault_of is not None and all(fault_of(item, text) is None for text in texts)
