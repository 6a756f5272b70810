"""JavaScript and TypeScript expressions as expressions of no particular language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from tree_sitter import Node

from tracking_plan.usage.facts.choices import decided, either, fixed, is_text, member_or_index
from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.deferred import Deferred
from tracking_plan.usage.facts.effort import TOO_DEEP, TooMuch
from tracking_plan.usage.facts.expression import (
    Argument,
    Choice,
    Dynamic,
    DynamicReason,
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
    Template,
    Undefined,
    ValueType,
)
from tracking_plan.usage.facts.library import Surroundings
from tracking_plan.usage.languages.javascript import objects
from tracking_plan.usage.languages.javascript.annotations import (
    annotation,
    asserted,
    type_arguments,
)
from tracking_plan.usage.languages.javascript.calls import known_result, made
from tracking_plan.usage.languages.javascript.conditions import JavaScriptConditions
from tracking_plan.usage.languages.javascript.decorators import is_replaced
from tracking_plan.usage.languages.javascript.escapes import javascript_number, javascript_text
from tracking_plan.usage.languages.javascript.members import is_bigint, unfit_of
from tracking_plan.usage.languages.javascript.parameters import parameters, start_of
from tracking_plan.usage.languages.javascript.templates import is_typed_tag, template
from tracking_plan.usage.languages.javascript.values import NUMBERS
from tracking_plan.usage.languages.returns import delay_of, outcomes, returns_once
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import MAX_DEPTH, MOST_EXPRESSIONS

_CONSTANTS = {"true": True, "false": False, "null": None}
_TRUTHS = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof"})
_GIVES_WAY = {"||": GivesWay.FALSE, "??": GivesWay.NULL}
_OBJECTS = ("regex", "class", "generator_function", "update_expression")
_ARITHMETIC = frozenset({"-", "*", "/", "%", "**"})
_FUNCTIONS = ("arrow_function", "function_expression", "function_declaration", "method_definition")
_TRANSPARENT = ("parenthesized_expression", "await_expression", "non_null_expression")
_ASSERTED = ("as_expression", "satisfies_expression", "type_assertion")


class JavaScriptExpressions:
    """Builds expressions out of the nodes of one JavaScript or TypeScript file."""

    def __init__(self, text: CodeText) -> None:
        self._text = text
        self.around = Surroundings()
        self.conditions = JavaScriptConditions(text, self.build)
        self._depth = 0
        self._left = MOST_EXPRESSIONS
        self._builders: Mapping[str, Callable[[Node], Expression]] = {
            "string": self._string,
            "template_string": lambda n: template(n, text, self.inner),
            "number": self._number,
            **dict.fromkeys(_CONSTANTS, self._constant),
            "undefined": lambda n: Undefined(at=text.span(n)),
            "identifier": self._identifier,
            **dict.fromkeys(("this", "super", "import"), self.variable),
            "member_expression": self._member,
            "subscript_expression": self._subscript,
            "call_expression": self._call,
            "new_expression": self._new,
            **dict.fromkeys(_OBJECTS, self._no_text),
            "object": lambda n: objects.literal(n, text, self),
            "array": self._array,
            "ternary_expression": self._ternary,
            "binary_expression": self._binary,
            "unary_expression": self._unary,
            "assignment_expression": lambda n: self.field(n, "right"),
            **dict.fromkeys(_TRANSPARENT, self.inner),
            "sequence_expression": lambda n: self.build(n.named_children[-1]),
            **dict.fromkeys(_ASSERTED, self._asserted),
            **dict.fromkeys(_FUNCTIONS, self.function),
        }

    def build(self, node: Node) -> Expression:
        """The expression of a node; `Dynamic` where it is nested too deeply, or one too many."""
        is_readable = self._depth < MAX_DEPTH and self._left > 0
        builder = self._builders.get(node.type) if is_readable else None
        if builder is None:
            return self.typed(node, None)
        self._depth += 1
        self._left -= 1
        try:
            return builder(node)
        finally:
            self._depth -= 1

    def invocations(self, nodes: Iterable[Node]) -> tuple[Invocation, ...]:
        """The calls, as written; raises `TooMuch` where they have too many expressions."""
        found = tuple(self.invocation(node) for node in nodes)
        if self._left <= 0:
            raise TooMuch(TOO_DEEP)
        return found

    def invocation(self, node: Node) -> Invocation:
        """A `call_expression` or `new_expression` node, as written."""
        callee = node.child_by_field_name("function") or node.child_by_field_name("constructor")
        return Invocation(
            at=self._text.span(node),
            callee=self.build(callee) if callee else self.typed(node, None),
            arguments=tuple(self._arguments(node.child_by_field_name("arguments"))),
            offset=node.start_byte,
            end=node.end_byte,
            types=type_arguments(node.child_by_field_name("type_arguments")),
            is_awaited=node.parent is not None and node.parent.type == "await_expression",
        )

    def function(self, node: Node) -> Function:
        """A function and what it returns."""
        body = node.child_by_field_name("body")
        if body is not None and body.type == "statement_block":
            last = _values(body)[-1:]
            body = None
            if last and last[0].type == "return_statement" and last[0].named_children:
                body = last[0].named_children[0]
        returned = Deferred(partial(self.build, body)) if body else None
        return Function(
            at=self._text.span(node),
            start=start_of(node),
            is_replaced=is_replaced(node),
            returned=returned,
            annotation=annotation(node.child_by_field_name("return_type")),
            parameters=tuple(parameters(node, self.build)),
            returns_once=partial(returns_once, node),
            outcomes=partial(outcomes, node, self.build),
            delay=partial(delay_of, node),
        )

    def key(self, node: Node) -> Expression:
        """The key of a pair or of a class field."""
        if node.type == "computed_property_name":
            return self.inner(node)
        if node.type in ("string", "number"):
            literal = self.build(node)
            value = literal.value if isinstance(literal, Literal) else self._text.of(node)
            return Literal(at=literal.at, value=str(value))
        return Literal(at=self._text.span(node), value=self._text.of(node))

    def _constant(self, node: Node) -> Literal:
        return Literal(at=self._text.span(node), value=_CONSTANTS[node.type])

    def _no_text(self, node: Node) -> Dynamic:
        at = self._text.span(node)
        return Dynamic(at=at, reason=DynamicReason.NO_TEXT, unfit=unfit_of(node))

    def typed(self, node: Node, type_: ValueType | None) -> Dynamic:
        """A value of which at most the type is known."""
        return Dynamic(at=self._text.span(node), type=type_)

    def field(self, node: Node, name: str) -> Expression:
        """What is in a field of a node."""
        child = node.child_by_field_name(name)
        return self.build(child) if child else self.typed(node, None)

    def inner(self, node: Node) -> Expression:
        """What is in brackets."""
        inner = _values(node)
        return self.build(inner[0]) if inner else self.typed(node, None)

    def _identifier(self, node: Node) -> Expression:
        unfit, at = NUMBERS.get(self._text.of(node)), self._text.span(node)
        return Dynamic(at=at, type=ValueType.NUMBER, unfit=unfit) if unfit else self.variable(node)

    def variable(self, node: Node) -> Name:
        """A variable."""
        return Name(at=self._text.span(node), text=self._text.of(node), offset=node.start_byte)

    def reference(self, node: Node) -> Expression:
        """A variable or a member, shorthand entries of objects included."""
        is_variable = node.type in ("identifier", "shorthand_property_identifier")
        return self.variable(node) if is_variable else self.build(node)

    def part(self, owner: Node, key: Node) -> Expression:
        """What `{ key: x } = owner` takes out of an object."""
        return member_or_index(self._text.span(key), self.build(owner), self.key(key))

    def _member(self, node: Node) -> Expression:
        name = node.child_by_field_name("property")
        if name is None:
            return self.typed(node, None)
        owner = self.field(node, "object")
        return Member(at=self._text.span(node), owner=owner, name=self._text.of(name))

    def _subscript(self, node: Node) -> Expression:
        owner, key = self.field(node, "object"), self.field(node, "index")
        return Index(at=self._text.span(node), owner=owner, key=key)

    def _string(self, node: Node) -> Expression:
        body = self._text.content[node.start_byte + 1 : node.end_byte - 1]
        text = javascript_text(body.decode("utf-8", "replace"))
        return Literal(at=self._text.span(node), value=text)

    def _number(self, node: Node) -> Expression:
        digits = self._text.of(node).replace("_", "")
        at = self._text.span(node)
        try:
            return Literal(at=at, value=javascript_number(digits))
        except ValueError:  # a bigint or a legacy octal
            return self._no_text(node)

    def _ternary(self, node: Node) -> Expression:
        options = (self.field(node, "consequence"), self.field(node, "alternative"))
        asked = node.child_by_field_name("condition") or node
        at, test = self._text.span(node), self.conditions.of(asked)
        return decided(self.build(asked), options) or Choice(at=at, options=options, test=test)

    def _binary(self, node: Node) -> Expression:
        operator = node.child_by_field_name("operator")
        kind = operator.type if operator else ""
        at = self._text.span(node)
        if is_typed_tag(node):
            return Dynamic(at=at)
        if kind in _TRUTHS:
            return Dynamic(at=at, type=ValueType.BOOLEAN, test=self.conditions.of(node))
        if kind in _ARITHMETIC:
            is_big = any(is_bigint(child) for child in node.children)
            return self._no_text(node) if is_big else Dynamic(at=at, type=ValueType.NUMBER)
        left, right = self.field(node, "left"), self.field(node, "right")
        if kind in _GIVES_WAY:
            test = self.conditions.first(node, _GIVES_WAY[kind])
            return either(at, left, right, _GIVES_WAY[kind], test)
        if kind == "&&":
            test = self.conditions.first(node, GivesWay.FALSE)
            return Guarded(at=at, value=right, condition=left, test=test)
        if kind == "+" and (is_text(left) or is_text(right)):
            return Template(at=at, pieces=(left, right))
        return Dynamic(at=at)

    def _unary(self, node: Node) -> Expression:
        sign, operand = node.child_by_field_name("operator"), self.field(node, "argument")
        kind = sign.type if sign else ""
        at = self._text.span(node)
        number = operand.value if isinstance(operand, Literal) else None
        if kind in ("-", "+") and isinstance(number, int | float) and not isinstance(number, bool):
            return Literal(at=at, value=-number if kind == "-" else number)
        if kind == "void":
            return Undefined(at=at)
        types = {"!": ValueType.BOOLEAN, "typeof": ValueType.STRING}
        types |= dict.fromkeys(("-", "+"), ValueType.NUMBER)
        if kind == "~" or (kind == "-" and any(is_bigint(child) for child in node.children)):
            return self._no_text(node)
        test = self.conditions.of(node) if kind == "!" else None
        return Dynamic(at=at, type=types.get(kind), test=test)

    def _array(self, node: Node) -> Items:
        items = tuple(
            Spread(value=self.inner(c)) if c.type == "spread_element" else self.build(c)
            for c in _values(node)
        )
        return Items(at=self._text.span(node), items=items)

    def _call(self, node: Node) -> Expression:
        call = self.invocation(node)
        return known_result(call, self.around.path(call.callee)) or call

    def _new(self, node: Node) -> Expression:
        call = self.invocation(node)
        return made(call, self.around.path(call.callee))

    def _asserted(self, node: Node) -> Expression:
        types = asserted(node)
        value = self.build(node.named_children[-1 if node.type == "type_assertion" else 0])
        if types is not None:
            self.around.casts[value.at] = types
        return fixed(value) if types is None else value

    def _arguments(self, node: Node | None) -> Iterator[Argument]:
        if node is None or node.type != "arguments":  # a tagged template has none
            return
        for child in _values(node):
            if child.type == "spread_element":
                yield Argument(value=self.inner(child), is_spread=True)
            else:
                yield Argument(value=self.build(child))


def _values(node: Node) -> list[Node]:
    return [c for c in node.children if c.is_named and not c.is_extra]
