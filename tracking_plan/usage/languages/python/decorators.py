"""What decorates the functions of Python, as far as it is seen to change them."""

import re
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.deferred import MADE
from tracking_plan.usage.facts.expression import Argument, Function, Invocation
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.parameters import start_of
from tracking_plan.usage.languages.text import CodeText

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


def decorating_calls(
    calls: Iterable[Node], wanted: frozenset[str], text: CodeText, expressions: PythonExpressions
) -> Iterator[Invocation]:
    """The calls of what functions make that are wanted: `@made("A")` is `made("A")(function)`."""
    for call in calls:
        around = call.parent
        whole = around.parent if around is not None and around.type == "decorator" else None
        function = whole.child_by_field_name("definition") if whole is not None else None
        named = function.child_by_field_name("name") if function is not None else None
        callee = text.of(call).partition("(")[0].rpartition(".")[2].strip()
        if function is None or named is None or f"{callee}{MADE}" not in wanted:
            continue
        at, start = text.span(function), start_of(function)
        given = Argument(value=Function(at=at, start=start, name=text.of(named)))
        yield Invocation(
            at=text.span(call),
            callee=expressions.build(call),
            arguments=(given,),
            offset=call.start_byte,
        )
