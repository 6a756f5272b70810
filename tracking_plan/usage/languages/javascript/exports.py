"""The bindings of JavaScript's export statements: other names, defaults, names of other modules."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.bindings import Binding, BindingKind
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.languages.javascript.annotations import annotation
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.groups import class_group
from tracking_plan.usage.languages.javascript.imports import import_binding
from tracking_plan.usage.languages.text import CodeText


def exported(
    node: Node, text: CodeText, regions: Regions, expressions: JavaScriptExpressions
) -> Iterator[Binding]:
    """The names of an `export_statement` that are no declaration's own, and of other modules."""
    origin, value = node.child_by_field_name("source"), node.child_by_field_name("value")
    value = value or node.child_by_field_name("declaration")
    if value is not None and any(child.type == "default" for child in node.children):
        yield _assigned("default", node, regions, _default(value, text, expressions))
    module = text.of(origin)[1:-1] if origin else None
    if module and any(child.type == "*" for child in node.children):
        yield import_binding("*", node, module, None, regions)
    for child in node.named_children:
        if child.type == "namespace_export" and module:
            local = text.of(child.named_children[0])
            yield import_binding(local, node, module, None, regions)
        for item in child.named_children if child.type == "export_clause" else ():
            name, alias = item.child_by_field_name("name"), item.child_by_field_name("alias")
            if name is None:
                continue
            if module is not None:
                local = text.of(alias or name)
                yield import_binding(local, item, module, text.of(name), regions)
            elif alias is not None:  # `name as alias` in `export { ... }`
                named = Deferred(partial(expressions.variable, name), text.of(name))
                yield _assigned(text.of(alias), item, regions, named, annotation(name))


def _default(
    value: Node, text: CodeText, expressions: JavaScriptExpressions
) -> Deferred[Expression]:
    if "class" in value.type:
        return Deferred(partial(class_group, value, text, expressions))
    return Deferred(partial(expressions.build, value))


def _assigned(
    name: str,
    node: Node,
    regions: Regions,
    value: Deferred[Expression],
    denotes: Annotation | None = None,
) -> Binding:
    scope = regions.at(node.start_byte)
    return Binding(
        name=name,
        kind=BindingKind.ASSIGNED,
        offset=node.start_byte,
        end=node.end_byte,
        scope=scope,
        block=scope,
        value=value,
        denotes=denotes,
    )


def is_exported_variable(node: Node) -> bool:
    """Whether a declarator is one of `export let`: to Svelte, what the component is given."""
    declaration = node.parent
    around = declaration.parent if declaration is not None else None
    if declaration is None or around is None or around.type != "export_statement":
        return False
    return any(child.type in ("let", "var") for child in declaration.children)
