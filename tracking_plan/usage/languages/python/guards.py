"""The conditions on the way to a place in Python."""

from collections.abc import Iterator

from tree_sitter import Node

from tracking_plan.usage.facts.conditions import Guard
from tracking_plan.usage.languages.guards import Branch, Found, Guards
from tracking_plan.usage.languages.python.conditions import PythonConditions

_COMPREHENSIONS = (
    "list_comprehension",
    "set_comprehension",
    "dictionary_comprehension",
    "generator_expression",
)


class PythonGuards(Guards):
    """Reads the guards of one file."""

    conditions: PythonConditions
    blocks = frozenset({"module", "block"})
    functions = frozenset({"function_definition", "class_definition", "lambda"})
    loops = frozenset({"while_statement", "for_statement"})
    compounds = frozenset({"try_statement", "with_statement"})
    exits = frozenset({"return_statement", "raise_statement"})
    breaks = frozenset({"break_statement"})

    def around(self, node: Node, child: Node) -> Iterator[Found]:
        """What holds in a child of a node because of the node."""
        if node.type in ("if_statement", "elif_clause"):
            yield from self._in_branch(node, child)
        elif node.type == "while_statement" and node.child_by_field_name("body") == child:
            condition = node.child_by_field_name("condition")
            if condition is not None:
                yield Guard(self.conditions.of(condition), outcome=True)
        elif node.type in _COMPREHENSIONS and node.child_by_field_name("body") == child:
            for clause in node.named_children:
                if clause.type == "if_clause" and clause.named_children:
                    yield Guard(self.conditions.of(clause.named_children[0]), outcome=True)
        elif node.type == "block" and child.type == "case_clause" and node.parent is not None:
            yield from self._case(node.parent, child)
        else:
            yield from self._in_expression(node, child)

    def _in_expression(self, node: Node, child: Node) -> Iterator[Found]:
        if node.type == "conditional_expression" and node.named_child_count == 3:
            first, condition, second = node.named_children
            if child in (first, second):
                yield Guard(self.conditions.of(condition), outcome=child == first)
        elif node.type == "boolean_operator" and node.child_by_field_name("right") == child:
            operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
            if left is not None and operator is not None:
                yield Guard(self.conditions.of(left), outcome=operator.type == "and")

    def _in_branch(self, node: Node, child: Node) -> Iterator[Found]:
        """What holds in a branch of `if`, and in the conditions of those after it."""
        condition = node.child_by_field_name("condition")
        if condition is None or child.end_byte <= condition.end_byte:
            return
        is_first = node.child_by_field_name("consequence") == child
        yield Guard(self.conditions.of(condition), outcome=is_first)
        for other in node.children_by_field_name("alternative"):
            if other == child:
                return
            asked = other.child_by_field_name("condition")
            if asked is not None and not is_first:
                yield Guard(self.conditions.of(asked), outcome=False)

    def _case(self, match: Node, case: Node) -> Iterator[Found]:
        for branch in self.branches(match):
            is_here = branch.body.parent == case
            if branch.condition is not None:
                yield Guard(branch.condition, outcome=is_here)
            if is_here:
                return

    def branches(self, statement: Node) -> list[Branch]:
        """The ways through `if` and `match`."""
        if statement.type == "match_statement":
            return list(self._cases(statement))
        if statement.type != "if_statement":
            return []
        clauses = [statement, *statement.children_by_field_name("alternative")]
        found: list[Branch] = []
        for clause in clauses:
            asked = clause.child_by_field_name("condition")
            body = clause.child_by_field_name("consequence") or clause.child_by_field_name("body")
            if body is not None:
                found.append(Branch(self.conditions.of(asked) if asked is not None else None, body))
        return found

    def _cases(self, match: Node) -> Iterator[Branch]:
        subject, body = match.child_by_field_name("subject"), match.child_by_field_name("body")
        for case in body.named_children if body is not None else ():
            consequence = case.child_by_field_name("consequence")
            patterns = [c for c in case.named_children if c.type == "case_pattern"]
            if consequence is None or subject is None or not patterns:
                continue
            condition = (
                self.conditions.pattern(subject, patterns[0])
                if len(patterns) == 1
                else self.conditions.opaque(subject, *patterns)
            )
            guard = case.child_by_field_name("guard")
            yield Branch(self.conditions.guarded(condition, guard), consequence)

    def asserted(self, statement: Node) -> Iterator[Found]:
        """`assert plan`, and what a statement says that has a block of its own."""
        if statement.type == "assert_statement" and statement.named_children:
            yield Guard(self.conditions.of(statement.named_children[0]), outcome=True)
        body = statement.child_by_field_name("body")
        handlers = [c for c in statement.named_children if c.type == "except_clause"]
        is_run = statement.type == "with_statement" or statement.type == "try_statement"
        if is_run and body is not None and all(map(self.leaves, handlers)):
            yield from self.after(body)

    def is_passed(self, statement: Node) -> bool:
        """Whether what comes after a `try` only runs if its body has run to the end.

        What cannot be deleted since it is not there is as good as deleted.
        """
        body = statement.child_by_field_name("body")
        if body is not None and [c.type for c in body.named_children] == ["delete_statement"]:
            return True
        clauses = [c for c in statement.named_children if c.type.endswith("_clause")]
        handlers = [c for c in clauses if c.type == "except_clause"]
        is_last = all(c.type != "finally_clause" for c in clauses)
        return is_last and bool(handlers) and all(map(self.leaves, handlers))

    def leaves(self, node: Node) -> bool:
        """Whether a statement never ends where it ends."""
        if node.type in ("try_statement", "with_statement"):
            body = node.child_by_field_name("body")
            handlers = [c for c in node.named_children if c.type == "except_clause"]
            return body is not None and all(self.leaves(way) for way in (body, *handlers))
        if node.type == "except_clause":
            return bool(node.named_children) and self.leaves(node.named_children[-1])
        return super().leaves(node)

    def callee(self, statement: Node) -> tuple[str, list[Node]]:
        """The function that a statement calls, and the arguments."""
        inner = statement.named_children[0] if statement.named_children else statement
        if statement.type != "expression_statement":
            return "", []
        inner = inner.named_children[0] if inner.type == "await" else inner
        name, given = (inner.child_by_field_name(n) for n in ("function", "arguments"))
        is_call = name is not None and given is not None and inner.type == "call"
        text = self.conditions.text.of(name) if name is not None and is_call else ""
        return text, given.named_children if given is not None and is_call else []
