"""Functions that Python code names in a text, for a queue or a scheduler to load and call."""

import re
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression, Literal
from tracking_plan.usage.languages.python.expressions import PythonExpressions

_OTHERS = ("patch", "getLogger", "get_logger")  # they call no function of that name
_QUEUES = (  # whose tasks may have names of their own, the function's at the end
    *("send_task", "signature", "subtask", "async_task", "schedule", "add_job", "add_task"),
    *(
        "enqueue",
        "enqueue_call",
        "enqueue_at",
        "enqueue_in",
        "enqueue_job",
        "defer",
        "configure_task",
    ),
)


def named_functions(
    root: Node, content: bytes, names: frozenset[str], expressions: PythonExpressions
) -> Iterator[Deferred[Expression]]:
    """The texts that are the path of a function of one of the names: `"app.tasks:send"`."""
    words = b"|".join(re.escape(name.encode()) for name in sorted(names))
    path = rb"[\"']\w[\w.]*[.:](?:" + words + rb")(?=[\"'])"
    for found in re.finditer(path, content) if names else ():
        node = root.descendant_for_byte_range(found.start() + 1, found.end())
        text = node.parent if node is not None and node.type == "string_content" else None
        if text is None or text.text != content[found.start() : found.end() + 1]:
            continue
        callee = _given_to(text)
        if callee in _QUEUES:
            yield Deferred(partial(_last, text, expressions))
        elif callee is not None and not callee.endswith(_OTHERS):
            yield Deferred(partial(expressions.build, text))


def _last(text: Node, expressions: PythonExpressions) -> Expression:
    """The name of the function alone."""
    path = expressions.build(text)
    if isinstance(path, Literal):
        return replace(path, value=re.split(r"[.:]", str(path.value))[-1])
    return path


def _given_to(text: Node) -> str | None:
    """The last name of what a text is given to, empty: no call; None: it stands by itself."""
    around = text.parent
    if around is None or around.type == "expression_statement":
        return None
    if around.type == "keyword_argument" and around.parent is not None:
        around = around.parent
    call = around.parent if around.type == "argument_list" else None
    callee = call.child_by_field_name("function") if call is not None else None
    return (callee.text or b"").decode().rpartition(".")[2] if callee is not None else ""
