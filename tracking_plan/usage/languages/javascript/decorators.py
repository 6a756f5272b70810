"""What decorates the methods of classes in JavaScript and TypeScript."""

import re

from tree_sitter import Node

_KEEPING = frozenset({"action", "bound", "autobind", "boundMethod", "override", "deprecated"})
"""Names of decorators that hand on all arguments as they are."""
_NAME = re.compile(rb"@\s*([\w$.]+)")


def is_replaced(method: Node) -> bool:
    """Whether another function may stand in the place of a method, by what decorates it."""
    if method.type != "method_definition":
        return False
    found = [child for child in method.children if child.type == "decorator"]
    before = method.prev_named_sibling
    while before is not None and before.type in ("decorator", "comment"):
        found += [before] if before.type == "decorator" else []
        before = before.prev_named_sibling
    return not all(_keeps(one.text or b"") for one in found)


def _keeps(decorator: bytes) -> bool:
    name = _NAME.match(decorator)
    names = name[1].decode("utf-8", "replace").split(".") if name else [""]
    return not _KEEPING.isdisjoint(names)
