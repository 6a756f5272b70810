"""Python expressions as expressions of no particular language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from tree_sitter import Node

from tracking_plan.place import Span
from tracking_plan.usage.facts.choices import decided, either, is_text, member_or_index
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.effort import TOO_DEEP, TooMuch
from tracking_plan.usage.facts.expression import (
    Argument,
    Choice,
    Dynamic,
    DynamicReason,
    Entry,
    Expression,
    Function,
    Guarded,
    Index,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
    Table,
    Template,
    ValueType,
)
from tracking_plan.usage.facts.library import Surroundings
from tracking_plan.usage.languages.python.annotations import annotation
from tracking_plan.usage.languages.python.calls import (
    CASTS,
    PERCENT,
    by_percent,
    filled_in,
    keywords,
    known_result,
)
from tracking_plan.usage.languages.python.conditions import PythonConditions
from tracking_plan.usage.languages.python.parameters import parameters, start_of
from tracking_plan.usage.languages.python.strings import PythonStrings
from tracking_plan.usage.languages.python.values import COMPLEX, ELLIPSIS, GENERATOR, SET
from tracking_plan.usage.languages.returns import outcomes
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import MAX_DEPTH, MOST_EXPRESSIONS

_NO_TEXT, _COMPUTED = DynamicReason.NO_TEXT, DynamicReason.COMPUTED
_OBJECTS = {
    **dict.fromkeys(("set", "set_comprehension"), SET),
    "generator_expression": GENERATOR,
    "ellipsis": ELLIPSIS,
}
_CONSTANTS = {"true": True, "false": False, "none": None}


class PythonExpressions:
    """Builds expressions out of the nodes of one Python file."""

    def __init__(self, text: CodeText) -> None:
        self._text = text
        self.around = Surroundings()
        self.conditions = PythonConditions(text, self.build)
        strings = PythonStrings(text, self.build)
        self._depth, self._left = 0, MOST_EXPRESSIONS
        self._builders: Mapping[str, Callable[[Node], Expression]] = {
            "string": strings.string,
            "concatenated_string": strings.concatenated,
            **dict.fromkeys(("integer", "float"), self._number),
            **dict.fromkeys(_CONSTANTS, self._constant),
            "identifier": self._name,
            "attribute": self._attribute,
            "subscript": self._subscript,
            "call": self._call,
            "dictionary": self._dictionary,
            **dict.fromkeys(("list", "tuple", "expression_list"), self._items),
            "conditional_expression": self._conditional,
            "boolean_operator": self._boolean,
            "binary_operator": self._binary,
            "unary_operator": self._unary,
            **dict.fromkeys(("not_operator", "comparison_operator"), self._answer),
            "parenthesized_expression": self._inner,
            "await": self._inner,
            "named_expression": lambda n: self._field(n, "value"),
            "list_comprehension": lambda n: self._typed(n, ValueType.ARRAY),
            "dictionary_comprehension": lambda n: self._typed(n, ValueType.OBJECT),
            "lambda": self._lambda,
            **dict.fromkeys(_OBJECTS, self._object),
        }

    def build(self, node: Node) -> Expression:
        """The expression of a node; `Dynamic` where it is nested too deeply, or one too many."""
        is_readable = self._depth < MAX_DEPTH and self._left > 0
        builder = self._builders.get(node.type) if is_readable else None
        if builder is None:
            return self._typed(node, None)
        self._depth += 1
        self._left -= 1
        try:
            return builder(node)
        finally:
            self._depth -= 1

    def at(self, node: Node) -> Span:
        """The span of a node."""
        return self._text.span(node)

    def invocations(self, nodes: Iterable[Node]) -> tuple[Invocation, ...]:
        """The calls, as written; raises `TooMuch` where they have too many expressions."""
        found = tuple(self.invocation(node) for node in nodes)
        if self._left <= 0:
            raise TooMuch(TOO_DEEP)
        return found

    def invocation(self, node: Node) -> Invocation:
        """A `call` node, as written."""
        return Invocation(
            at=self._text.span(node),
            callee=self._field(node, "function"),
            arguments=tuple(self._arguments(node.child_by_field_name("arguments"))),
            offset=node.start_byte,
            end=node.end_byte,
            is_awaited=node.parent is not None and node.parent.type == "await",
        )

    def getter(self, node: Node) -> Expression:
        """The function that `methodcaller("name", ...)` makes: that method of any object."""
        call = self.invocation(node)
        given = call.arguments[0].value if call.arguments else self._typed(node, None)
        return member_or_index(call.at, self._typed(node, None), given)

    def _lambda(self, node: Node) -> Function:
        body = node.child_by_field_name("body")
        returned = Deferred(partial(self.build, body)) if body else None
        return Function(
            at=self._text.span(node),
            start=start_of(node),
            returned=returned,
            parameters=parameters(node, self.build),
            returns_once=lambda: True,
            outcomes=partial(outcomes, node, self.build),
        )

    def _constant(self, node: Node) -> Literal:
        return Literal(at=self._text.span(node), value=_CONSTANTS[node.type])

    def _typed(
        self, node: Node, type_: ValueType | None, reason: DynamicReason = _COMPUTED
    ) -> Dynamic:
        return Dynamic(at=self._text.span(node), type=type_, reason=reason)

    def _object(self, node: Node) -> Dynamic:
        return Dynamic(at=self._text.span(node), reason=_NO_TEXT, unfit=_OBJECTS[node.type])

    def _answer(self, node: Node) -> Dynamic:
        at, test = self._text.span(node), self.conditions.of(node)
        return Dynamic(at=at, type=ValueType.BOOLEAN, test=test)

    def _field(self, node: Node, name: str) -> Expression:
        child = node.child_by_field_name(name)
        return self.build(child) if child else self._typed(node, None)

    def _inner(self, node: Node) -> Expression:
        inner = _values(node)
        return self.build(inner[0]) if len(inner) == 1 else self._typed(node, None)

    def _name(self, node: Node) -> Name:
        at = self._text.span(node)
        return Name(at=at, text=self._text.of(node), offset=node.start_byte)

    def _attribute(self, node: Node) -> Expression:
        name = node.child_by_field_name("attribute")
        if name is None:
            return self._typed(node, None)
        owner = self._field(node, "object")
        return Member(at=self._text.span(node), owner=owner, name=self._text.of(name))

    def _subscript(self, node: Node) -> Expression:
        keys = node.children_by_field_name("subscript")
        if len(keys) != 1 or keys[0].type == "slice":
            return self._typed(node, None)
        owner = self._field(node, "value")
        return Index(at=self._text.span(node), owner=owner, key=self.build(keys[0]))

    def _number(self, node: Node) -> Expression:
        digits = self._text.of(node).replace("_", "")
        at = self._text.span(node)
        try:
            value = float(digits) if node.type == "float" else int(digits, 0)
        except ValueError:  # a complex number, or more digits than int() reads
            unfit = COMPLEX if digits[-1:] in "jJ" else None
            return Dynamic(at=at, reason=_NO_TEXT, unfit=unfit)
        return Literal(at=at, value=value)

    def _unary(self, node: Node) -> Expression:
        operand = self._field(node, "argument")
        sign = node.child_by_field_name("operator")
        if isinstance(operand, Literal) and isinstance(operand.value, int | float) and sign:
            if sign.type == "-":
                return Literal(at=self._text.span(node), value=-operand.value)
            if sign.type == "+":
                return Literal(at=self._text.span(node), value=+operand.value)
        return self._typed(node, None)

    def _conditional(self, node: Node) -> Expression:
        pieces = _values(node)
        if len(pieces) != 3:
            return self._typed(node, None)
        options = (self.build(pieces[0]), self.build(pieces[2]))
        chosen = decided(self.build(pieces[1]), options)
        test = self.conditions.of(pieces[1])
        return chosen or Choice(at=self._text.span(node), options=options, test=test)

    def _boolean(self, node: Node) -> Expression:
        operator = node.child_by_field_name("operator")
        right = self._field(node, "right")
        at, left = self._text.span(node), self._field(node, "left")
        test = self.conditions.first(node, GivesWay.FALSE)
        if operator is not None and operator.type == "or":
            return either(at, left, right, GivesWay.FALSE, test)
        return Guarded(at=at, value=right, condition=left, test=test)

    def _binary(self, node: Node) -> Expression:
        operator = node.child_by_field_name("operator")
        left, right = self._field(node, "left"), self._field(node, "right")
        at = self._text.span(node)
        kind = operator.type if operator else ""
        if kind == "+" and (is_text(left) or is_text(right)):
            return Template(at=at, pieces=(left, right))
        if kind == "%" and isinstance(left, Literal) and isinstance(left.value, str):
            return Template(at=at, pieces=tuple(filled_in(left, PERCENT, by_percent(right))))
        if kind == "|" and (isinstance(left, Table) or isinstance(right, Table)):
            return Table(at=at, entries=(Spread(value=left), Spread(value=right)))
        return Dynamic(at=at, type=ValueType.STRING if is_text(left) and kind == "*" else None)

    def _items(self, node: Node) -> Items:
        items: list[Expression | Spread] = [
            Spread(value=self._inner(child)) if child.type == "list_splat" else self.build(child)
            for child in _values(node)
        ]
        is_fixed = node.type != "list"
        return Items(at=self._text.span(node), items=tuple(items), is_fixed=is_fixed)

    def _dictionary(self, node: Node) -> Table:
        entries: list[Entry | Spread] = []
        for child in _values(node):
            if child.type == "pair":
                entry = Entry(key=self._field(child, "key"), value=self._field(child, "value"))
                entries.append(entry)
            else:
                entries.append(Spread(value=self._inner(child)))
        return Table(at=self._text.span(node), entries=tuple(entries))

    def _call(self, node: Node) -> Expression:
        call = self.invocation(node)
        path = self.around.path(call.callee)
        result = known_result(call, path)
        if result is not None and path in CASTS:
            given = node.child_by_field_name("arguments")
            declared = annotation(given.named_children[0] if given else None)
            if declared is not None:
                self.around.casts[result.at] = declared
        return result or call

    def _arguments(self, node: Node | None) -> Iterator[Argument]:
        if node is not None and node.type == "generator_expression":  # with no brackets of its own
            yield Argument(value=self.build(node))
            return
        for child in _values(node) if node else ():
            if child.type == "keyword_argument":
                name = child.child_by_field_name("name")
                yield Argument(
                    value=self._field(child, "value"), keyword=self._text.of(name) if name else None
                )
            elif child.type == "list_splat":
                yield Argument(value=self._inner(child), is_spread=True)
            elif child.type == "dictionary_splat":
                yield from keywords(self._inner(child))
            else:
                yield Argument(value=self.build(child))


def _values(node: Node) -> list[Node]:
    """The pieces of a node that are code."""
    return [c for c in node.children if c.is_named and not c.is_extra]
