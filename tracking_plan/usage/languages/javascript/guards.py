"""The conditions on the way to a place in JavaScript and TypeScript."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import Condition, ConditionKind, Guard, joined, negated
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.languages.guards import Branch, Found, Guards


class JavaScriptGuards(Guards):
    """Reads the guards of one file."""

    blocks = frozenset({"program", "statement_block", "switch_case", "switch_default"})
    functions = frozenset(
        """
        function_declaration function_expression generator_function_declaration generator_function
        arrow_function method_definition class_declaration class
        """.split()
    )
    loops = frozenset({"while_statement", "do_statement", "for_statement", "for_in_statement"})
    compounds = frozenset({"try_statement", "labeled_statement", "with_statement"})
    exits = frozenset({"return_statement", "throw_statement"})
    breaks = frozenset({"break_statement"})

    def around(self, node: Node, child: Node) -> Iterator[Found]:
        """What holds in a child of a node because of the node."""
        if node.type in ("if_statement", "ternary_expression", "while_statement", "for_statement"):
            condition = node.child_by_field_name("condition")
            if condition is None or child.end_byte <= condition.end_byte:
                return
            outcome = node.child_by_field_name("alternative") != child
            yield Guard(self.conditions.of(condition), outcome=outcome)
        elif node.type == "binary_expression" and node.child_by_field_name("right") == child:
            operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
            if left is not None and operator is not None and operator.type in ("&&", "||"):
                yield Guard(self.conditions.of(left), outcome=operator.type == "&&")
        elif node.type == "switch_body" and node.parent is not None:
            yield from self._case(node.parent, child)

    def _case(self, switch: Node, case: Node) -> Iterator[Found]:
        for branch in self.branches(switch):
            if branch.body == case:
                if branch.condition is not None:
                    yield Guard(branch.condition, outcome=True)
                    return
                others = (b.condition for b in self.branches(switch) if b.condition is not None)
                yield from (Guard(condition, outcome=False) for condition in others)

    def branches(self, statement: Node) -> list[Branch]:
        """The ways through `if` and `switch`."""
        if statement.type == "switch_statement":
            return list(self._cases(statement))
        found: list[Branch] = []
        current: Node | None = statement if statement.type == "if_statement" else None
        while current is not None:
            asked, body = (current.child_by_field_name(n) for n in ("condition", "consequence"))
            other = current.child_by_field_name("alternative")
            if asked is None or body is None:
                return []
            found.append(Branch(self.conditions.of(asked), body))
            inner = other.named_children[-1] if other is not None and other.named_children else None
            current = inner if inner is not None and inner.type == "if_statement" else None
            if inner is not None and current is None:
                found.append(Branch(None, inner))
        return found

    def _cases(self, switch: Node) -> Iterator[Branch]:
        """The cases of a switch; one that goes on in the next counts with that."""
        value, body = switch.child_by_field_name("value"), switch.child_by_field_name("body")
        waiting: tuple[Condition[Expression], ...] = ()
        for case in body.named_children if body is not None else ():
            asked = case.child_by_field_name("value")
            if asked is not None and value is not None:
                inner = value.named_children[0] if value.named_children else value
                found = self.conditions.equal(inner, asked)
                waiting = (*waiting, found or self.conditions.opaque(inner, asked))
            elif case.type != "switch_default":
                continue
            condition = joined(ConditionKind.ANY, waiting, "", case.end_byte) if waiting else None
            is_default = case.type == "switch_default"
            yield Branch(None if is_default else condition, case)
            last = case.named_children[-1] if case.named_children else asked  # `default:` has none
            is_last = last is not None and last != asked and self.leaves(last)
            waiting = () if is_default or is_last else waiting

    def leaves(self, node: Node) -> bool:
        """Whether a statement never ends where it ends."""
        if node.type == "try_statement":
            ways = [node.child_by_field_name(name) for name in ("body", "handler")]
            return all(way is None or self.leaves(way) for way in ways)
        if node.type in ("switch_case", "switch_default"):
            last = node.named_children[-1] if node.named_children else node
            return last.type != "break_statement" and super().leaves(node)
        if node.type == "catch_clause":
            body = node.child_by_field_name("body")
            return body is not None and self.leaves(body)
        return super().leaves(node)

    def is_passed(self, node: Node) -> bool:
        """Whether what comes after a `try` only runs if this, its body, has run to the end."""
        handler = node.parent.child_by_field_name("handler") if node.parent is not None else None
        return node.type == "statement_block" and handler is not None and self.leaves(handler)

    def asserted(self, statement: Node) -> Iterator[Found]:
        """What `plan ?? fail()` says of the plan, and a `try` whose `catch` leaves."""
        if statement.type == "try_statement":
            handler, body = (statement.child_by_field_name(n) for n in ("handler", "body"))
            if body is not None and (handler is None or self.leaves(handler)):
                yield from self.after(body)
        inner = statement.named_children[0] if statement.named_children else statement
        if statement.type == "expression_statement" and inner.type == "binary_expression":
            left = inner.child_by_field_name("left")
            if left is not None:
                yield Guard(negated(self.conditions.of(left)).opaque(), outcome=False)

    def callee(self, statement: Node) -> tuple[str, list[Node]]:
        """The function that a statement calls, and the arguments."""
        inner = statement.named_children[0] if statement.named_children else statement
        if statement.type != "expression_statement":
            return "", []
        inner = inner.named_children[0] if inner.type == "await_expression" else inner
        name, given = (inner.child_by_field_name(n) for n in ("function", "arguments"))
        is_call = name is not None and given is not None and inner.type == "call_expression"
        text = self.conditions.text.of(name) if name is not None and is_call else ""
        return text, given.named_children if given is not None and is_call else []
