"""What decorates the functions of Python, as far as it is seen to change them."""

import re

from tree_sitter import Node

_KEEPING = frozenset(
    {
        *("staticmethod", "classmethod", "abstractmethod", "override", "final", "overload"),
        *("cache", "lru_cache", "deprecated", "wraps", "typechecked", "beartype", "no_type_check"),
        *("sync_to_async", "async_to_sync", "database_sync_to_async", "retry", "backoff"),
        *("shared_task", "task", "on_exception", "on_predicate"),
    }
)
"""Names of decorators that hand on all arguments as they are."""
_NAME = re.compile(rb"@\s*([\w.]+)")
_BINDS = re.compile(rb"\bbind\s*=\s*True")


def decorators_of(function: Node) -> tuple[Node, ...]:
    """What decorates a function and may put another one in its place, as expressions."""
    around = function.parent
    if around is None or around.type != "decorated_definition":
        return ()
    every = (child for child in around.children if child.type == "decorator")
    return tuple(one.named_children[0] for one in every if not _keeps(one.text or b""))


def _keeps(decorator: bytes) -> bool:
    name = _NAME.match(decorator)
    last = name[1].decode("utf-8", "replace").split(".") if name else [""]
    is_known = last[-1] in _KEEPING or (len(last) > 1 and last[0] in _KEEPING)
    return is_known and not _BINDS.search(decorator)
