"""The bindings of JavaScript's import statements."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind, Imported
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.languages.javascript.specifiers import package_of
from tracking_plan.usage.languages.text import CodeText


def imported(node: Node, text: CodeText, regions: Regions) -> Iterator[Binding]:
    """The bindings of an `import_statement`."""
    for child in node.named_children:  # `import name = require("module")`
        required = child.child_by_field_name("source")
        if child.type == "import_require_clause" and required is not None:
            name = text.of(child.named_children[0])
            yield import_binding(name, node, text.of(required)[1:-1], None, regions)
    origin = node.child_by_field_name("source")
    clause = next((c for c in node.children if c.type == "import_clause"), None)
    if origin is None or clause is None:
        return
    module = text.of(origin)[1:-1]
    for local, member in _locals(clause, text):
        yield import_binding(text.of(local), node, module, member, regions)


def _locals(clause: Node, text: CodeText) -> Iterator[tuple[Node, str | None]]:
    """The names that the file gives, each with the member (None: the module as a whole)."""
    for child in clause.named_children:
        if child.type == "identifier":
            yield child, "default"
        elif child.type == "namespace_import":
            yield child.named_children[0], None
        for item in child.named_children if child.type == "named_imports" else ():
            name = item.child_by_field_name("name")
            local = item.child_by_field_name("alias") or name
            if name is not None and local is not None:
                yield local, text.of(name)


def import_binding(
    local: str, node: Node, module: str, member: str | None, regions: Regions
) -> Binding:
    """A name bound to a member of a module; None: to the module as a whole."""
    scope = regions.at(node.start_byte)
    return Binding(
        name=local,
        kind=BindingKind.IMPORTED,
        offset=node.start_byte,
        end=node.end_byte,
        scope=scope,
        block=scope,
        imported=Imported(module=package_of(module), member=member),
    )
