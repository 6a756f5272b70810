"""Conditions of Python."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import Condition, ConditionKind, joined, negated
from tracking_plan.usage.facts.expression import Expression, Items
from tracking_plan.usage.languages.conditions import Built, Conditions

_TYPES = {"str": "string", "int": "number", "float": "number", "bool": "boolean"}
_PATHS = ("identifier", "attribute", "subscript")


class PythonConditions(Conditions):
    """Builds the conditions of one file."""

    members = ("attribute",)
    paths = (*_PATHS, "parenthesized_expression", "call")
    calls = ("call", "await", "named_expression", "yield")

    def read(self, node: Node) -> Built | None:
        """The condition, if it is understood."""
        if node.type == "parenthesized_expression":
            return self.of(node.named_children[0]) if node.named_children else None
        if node.type in _PATHS:
            return self.truth(node)
        if node.type == "named_expression":
            name = node.child_by_field_name("name")
            return self.asked(name, ConditionKind.TRUTH, also=node) if name is not None else None
        if node.type == "not_operator":
            return self.opposite(node.child_by_field_name("argument"))
        if node.type == "boolean_operator":
            operator = node.child_by_field_name("operator")
            is_all = operator is not None and operator.type == "and"
            return self.both(node, ConditionKind.ALL if is_all else ConditionKind.ANY)
        if node.type == "call":
            return self._called(node)
        return self._compared(node) if node.type == "comparison_operator" else None

    def _compared(self, node: Node) -> Built | None:
        operator = " ".join(c.type for c in node.children if not c.is_named)
        if len(node.named_children) != 2:
            return None
        left, right = node.named_children
        if left.type in ("parenthesized_expression", "named_expression"):
            left = self._bound(left)
        found = None
        if operator in ("==", "is", "!=", "is not"):
            found = self.equal(left, right)
        elif operator in ("in", "not in"):
            found = self.asked(left, ConditionKind.IN, (self._container(right),), also=right)
        is_not = operator in ("!=", "is not", "not in")
        return negated(found) if found is not None and is_not else found

    def _bound(self, node: Node) -> Node:
        """The variable that gets a value within the condition."""
        while node.type == "parenthesized_expression" and node.named_children:
            node = node.named_children[0]
        name = node.child_by_field_name("name") if node.type == "named_expression" else None
        return name if name is not None else node

    def _container(self, node: Node) -> Expression:
        if node.type != "set":
            return self.build(node)
        return Items(at=self.text.span(node), items=tuple(map(self.build, node.named_children)))

    def _called(self, node: Node) -> Built | None:
        """`bool(variable)`, `isinstance(variable, str)`, `d.get("key")`."""
        callee, given = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        arguments = given.named_children if given is not None else []
        name = self.text.of(callee) if callee is not None else ""
        if name == "bool" and len(arguments) == 1:
            return self.of(arguments[0])
        if name == "isinstance" and len(arguments) == 2:
            types = tuple(_TYPES.get(word, "") for word in self._words(arguments[1]))
            is_known = bool(types) and "" not in types
            return self.asked(arguments[0], ConditionKind.TYPE, types=types) if is_known else None
        return self.truth(node) if name.endswith(".get") else None

    def _words(self, node: Node) -> Iterator[str]:
        inner = node.named_children if node.type in ("tuple", "binary_operator") else [node]
        for each in inner:
            yield self.text.of(each)

    def pattern(self, subject: Node, pattern: Node) -> Built | None:
        """`case pattern:`; None where everything fits."""
        inner = pattern.named_children[0] if pattern.named_children else pattern
        text = self.text.of(pattern)
        if text == "_":
            return None
        if inner.type == "union_pattern":
            each = tuple(self._single(subject, one) for one in inner.named_children)
            return joined(ConditionKind.ANY, each, text, pattern.end_byte)
        return self._single(subject, inner)

    def _single(self, subject: Node, pattern: Node) -> Built:
        if pattern.type in ("string", "integer", "float", "none", "true", "false"):
            found = self.equal(subject, pattern)
        elif pattern.type == "class_pattern" and pattern.named_child_count == 1:
            type_ = _TYPES.get(self.text.of(pattern.named_children[0]))
            kind = ConditionKind.TYPE
            found = self.asked(subject, kind, types=(type_,)) if type_ else None
        else:
            found = None
        return found or self.opaque(subject, pattern)

    def guarded(self, condition: Built | None, guard: Node | None) -> Built | None:
        """`case pattern if guard:`."""
        if guard is None:
            return condition
        asked: tuple[Condition[Expression], ...] = (self.opaque(guard),)
        asked = (condition, *asked) if condition is not None else asked
        return joined(ConditionKind.ALL, asked, self.text.of(guard), guard.end_byte)
