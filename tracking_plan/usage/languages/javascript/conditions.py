"""Conditions of JavaScript and TypeScript."""

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import ConditionKind, negated
from tracking_plan.usage.languages.conditions import Built, Conditions

_INNER = (
    "parenthesized_expression",
    "as_expression",
    "satisfies_expression",
    "non_null_expression",
)
_PATHS = ("identifier", "member_expression", "subscript_expression", "this")
_JOINED = {"&&": ConditionKind.ALL, "||": ConditionKind.ANY}
_EQUAL = ("===", "==", "!==", "!=")


class JavaScriptConditions(Conditions):
    """Builds the conditions of one file."""

    variables = ("identifier", "shorthand_property_identifier", "this")
    members = ("member_expression",)
    paths = (*_PATHS, *_INNER, "call_expression")
    calls = ("call_expression", "new_expression", "await_expression", "update_expression")

    def read(self, node: Node) -> Built | None:
        """The condition, if it is understood."""
        if node.type in _INNER:
            return self.of(node.named_children[0]) if node.named_children else None
        if node.type in _PATHS:
            return self.truth(node)
        if node.type == "unary_expression":
            operator = node.child_by_field_name("operator")
            is_not = operator is not None and operator.type == "!"
            return self.opposite(node.child_by_field_name("argument")) if is_not else None
        if node.type == "assignment_expression":
            left = node.child_by_field_name("left")
            return self.asked(left, ConditionKind.TRUTH, also=node) if left is not None else None
        if node.type == "call_expression":
            return self._called(node)
        return self._compared(node) if node.type == "binary_expression" else None

    def _compared(self, node: Node) -> Built | None:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator is not None else ""
        if left is None or right is None:
            return None
        if kind in _JOINED:
            return self.both(node, _JOINED[kind])
        if kind == "in":
            return self.asked(left, ConditionKind.IN, (self.build(right),), also=right)
        if kind not in _EQUAL:
            return None
        found = self._type(left, right) or self._type(right, left)
        found = found or self.equal(left, right, is_loose=len(kind) == 2)
        return negated(found) if found is not None and kind[0] == "!" else found

    def _type(self, asked: Node, name: Node) -> Built | None:
        """`typeof variable === "string"`."""
        operator = asked.child_by_field_name("operator")
        inner = asked.child_by_field_name("argument")
        if asked.type != "unary_expression" or operator is None or operator.type != "typeof":
            return None
        if inner is None or name.type != "string":
            return self.opaque(asked, name)
        return self.asked(inner, ConditionKind.TYPE, types=(self.text.of(name)[1:-1],))

    def _called(self, node: Node) -> Built | None:
        """`Boolean(variable)`, `list.includes(variable)`, `set.has(variable)`."""
        callee, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        arguments = given.named_children if given is not None else []
        if callee is None or len(arguments) != 1:
            return None
        if callee.type == "identifier" and self.text.of(callee) == "Boolean":
            return self.of(arguments[0])
        owner, name = callee.child_by_field_name("object"), callee.child_by_field_name("property")
        if owner is None or name is None or self.text.of(name) not in ("includes", "has"):
            return None
        return self.asked(arguments[0], ConditionKind.IN, (self.build(owner),), also=owner)
