"""What pieces of JavaScript code are by their spelling: members, keys, numbers."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.deferred import MADE
from tracking_plan.usage.facts.unfit import Unfit
from tracking_plan.usage.languages.javascript.escapes import javascript_text
from tracking_plan.usage.languages.javascript.values import BIGINT, PATTERN
from tracking_plan.usage.languages.text import unescaped

_SAME = (
    "parenthesized_expression",
    "non_null_expression",
    "as_expression",
    "satisfies_expression",
    "assignment_expression",
)
_LAST = ("sequence_expression", "type_assertion")
_TEXTS = ("string", "template_string")


def bare(node: Node | None) -> Node | None:
    """The node without what does not change its value: `(0, x.track as any)` is `x.track`."""
    while node is not None:
        if node.type in _LAST and node.named_children:
            node = node.named_children[-1]
        elif node.type in _SAME:
            node = node.child_by_field_name("right") or next(iter(node.named_children), None)
        else:
            break
    return node


def taken_of(node: Node | None) -> str | None:
    """The name that a value takes: `track`, for `x.track`, `x["track"]` and `track`; None: none."""
    node = bare(node)
    if node is None:
        return None
    if node.type == "identifier":
        return name_of(node)
    if node.type == "member_expression":
        name = node.child_by_field_name("property")
        return name_of(name) if name is not None else None
    key = node.child_by_field_name("index") if node.type == "subscript_expression" else None
    return text_of(key) if key is not None else None


def name_of(node: Node) -> str:
    """A name as it is meant, whatever escape sequences it is written with."""
    return unescaped((node.text or b"").decode("utf-8", "replace"))


def given_by(node: Node | None) -> str | None:
    """The name that a value takes, or that of the function that makes it: `useTrack()`."""
    while node is not None and node.type == "await_expression":
        node = next(iter(node.named_children), None)
    node = bare(node)
    if node is None or node.type != "call_expression":
        return taken_of(node)
    made = taken_of(node.child_by_field_name("function"))
    return f"{made}{MADE}" if made is not None else None


def text_of(key: Node) -> str | None:
    """The text of a string in place; None where it is none, or has something filled in."""
    if key.type not in _TEXTS or any(c.type == "template_substitution" for c in key.children):
        return None
    return javascript_text((key.text or b"")[1:-1].decode("utf-8", "replace"))


def is_reflected(node: Node) -> bool:
    """Whether a node is `Reflect.get(object, key)`."""
    callee = node.child_by_field_name("function")
    return callee is not None and callee.text == b"Reflect.get"


def is_computed(node: Node) -> bool:
    """Whether a node takes a member whose name is not in place: `x[name]`, and not `x[0]`."""
    if is_reflected(node):
        return True
    key = node.child_by_field_name("index") if node.type == "subscript_expression" else None
    return key is not None and key.type != "number" and text_of(key) is None


def is_bigint(node: Node) -> bool:
    """Whether a node is a number such as `10n`, which no payload can have."""
    return node.type == "number" and (node.text or b"").endswith(b"n")


def key_of(entry: Node) -> Node:
    """The key of an entry of an object; the entry itself where it has none."""
    return entry.child_by_field_name("key") or entry.child_by_field_name("name") or entry


def own_members(target: Node) -> Iterator[Node]:
    """The fields that a target assigns to: `[this.a, this.b] = x`, `this.a += 1`."""
    pending = [target]
    while pending:
        node = pending.pop()
        if node.type == "member_expression":
            owner = node.child_by_field_name("object")
            if owner is not None and owner.type == "this":
                yield node
        elif node.type != "subscript_expression":
            pending.extend(node.named_children)


def unfit_of(node: Node) -> Unfit | None:
    """Why JSON cannot hold what a node gives that is no text; None where nothing shows it."""
    if node.type == "regex":
        return PATTERN
    return BIGINT if any(map(is_bigint, (node, *node.children))) else None
