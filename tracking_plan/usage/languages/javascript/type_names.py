"""The names in TypeScript's type annotations."""

from tree_sitter import Node

from tracking_plan.usage.languages.text import CodeText

_NAMES = ("type_identifier", "identifier", "nested_type_identifier")


def type_names(node: Node | None, text: CodeText) -> tuple[str, ...]:
    """The names in a type annotation, those of a namespace's members as paths."""
    found: list[str] = []
    pending = [node] if node else []
    while pending:
        current = pending.pop()
        if current.type in _NAMES:
            found.append(text.of(current))
        elif current.type not in ("object_type", "function_type"):
            pending.extend(reversed(current.children))
    return tuple(found)
