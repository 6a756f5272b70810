"""Which member a piece of Python code takes of an object, however it is spelled."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.deferred import MADE

_ATTRIBUTES = ("__getattribute__",)


def taken_of(node: Node | None) -> str | None:
    """The name that a value takes: `track`, for `x.track`, `getattr(x, "track")` and `track`.

    None: it takes none.
    """
    while node is not None and node.type in ("parenthesized_expression", "named_expression"):
        node = node.child_by_field_name("value") or next(iter(node.named_children), None)
    if node is not None and node.type == "identifier":
        return (node.text or b"").decode()
    if node is not None and node.type == "attribute":
        name = node.child_by_field_name("attribute")
        return (name.text or b"").decode() if name is not None else None
    key = key_of(node) if node is not None else None
    if key is None or key.type != "string" or any(c.type == "interpolation" for c in key.children):
        return None
    return "".join((c.text or b"").decode() for c in key.children if c.type == "string_content")


def given_by(node: Node) -> str | None:
    """The name that a value takes, or that of the function that makes it: `get_tracker()`."""
    taken = taken_of(node)
    inner = next(iter(node.named_children), None) if node.type == "await" else node
    if taken is not None or inner is None or inner.type != "call":
        return taken
    made = taken_of(inner.child_by_field_name("function"))
    return f"{made}{MADE}" if made is not None else None


def key_of(call: Node) -> Node | None:
    """What `getattr(x, key)` takes of an object; None where a node is nothing like it."""
    callee, given = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if callee is None or given is None or call.type != "call":
        return None
    if callee.text == b"getattr" and given.named_child_count > 1:
        return given.named_children[1]
    name = callee.child_by_field_name("attribute") if callee.type == "attribute" else None
    if name is not None and (name.text or b"").decode() in _ATTRIBUTES and given.named_children:
        return given.named_children[0]
    return None


def own_members(target: Node) -> Iterator[Node]:
    """The attributes of `self` that a target assigns to: `self.a, self.b = x`, `self.a += 1`."""
    pending = [target]
    while pending:
        node = pending.pop()
        if node.type == "attribute":
            owner = node.child_by_field_name("object")
            if owner is not None and owner.text == b"self":
                yield node
        elif node.type != "subscript":
            pending.extend(node.named_children)


def attribute_key(name: str) -> str:
    """A member of a class's objects or of the class itself, as one name."""
    return f"self.{name[4:]}" if name.startswith("cls.") else name
