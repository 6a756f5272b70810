"""Places in JavaScript code where an object is only looked at, and those where it is not."""

from collections.abc import Mapping

from tree_sitter import Node

from tracking_plan.usage.languages.javascript.deferring import DEFERRERS
from tracking_plan.usage.languages.javascript.library import COPYING, HARMLESS
from tracking_plan.usage.languages.tree import called_of, is_called

MEMBERS = ("member_expression", "subscript_expression")
CONTAINERS = ("object", "array", "pair")
_SAME = (
    "parenthesized_expression",
    "as_expression",
    "satisfies_expression",
    "non_null_expression",
    "type_assertion",
    "await_expression",
)
_FLOWING = ("||", "??", "&&")
_LOOKING = frozenset(
    """
    expression_statement binary_expression unary_expression update_expression if_statement
    while_statement do_statement switch_statement switch_case for_statement export_specifier
    type_query type_arguments for_in_statement pair_pattern ternary_expression sequence_expression
    computed_property_name
    """.split()
)
_NAMED_BY = {
    "pair": "key",
    "assignment_pattern": "left",
    "object_assignment_pattern": "left",
    "required_parameter": "pattern",
    "new_expression": "constructor",
}
_TAKEN_AS = {
    "subscript_expression": "object",
    "member_expression": "object",
    "arrow_function": "body",
}
_NAMING = frozenset(
    """
    function_declaration function_expression generator_function generator_function_declaration
    class_declaration class formal_parameters optional_parameter import_specifier import_clause
    namespace_import namespace_export catch_clause array_pattern object_pattern rest_pattern
    enum_declaration jsx_opening_element jsx_closing_element jsx_self_closing_element
    nested_identifier labeled_statement internal_module module import_require_clause
    """.split()
)
_READERS = frozenset(
    """
    hasOwnProperty toString valueOf toJSON includes indexOf join keys has startsWith endsWith
    toFixed trim toLowerCase toUpperCase toISOString replace split padStart
    """.split()
)
_SHARING = frozenset("flat at values entries get slice concat".split())
_VISITING = frozenset("map filter find some every reduce forEach".split())
_RETURNING = frozenset({"Object.freeze", "Object.seal", "Object.preventExtensions"})


class JavaScriptPlaces:
    """Tells places apart. `tracking` are the functions that local names mean which track."""

    def __init__(self, tracking: Mapping[str, frozenset[str]]) -> None:
        self._tracking = {n: names for n, names in tracking.items() if n not in DEFERRERS}
        self._harmless = HARMLESS | self._tracking.keys()

    def is_reader(self, method: str) -> bool:
        """Whether a method gives nothing out of an object but texts, numbers and keys."""
        return method in _READERS

    def is_sharing(self, method: str) -> bool:
        """Whether a method gives out what is in an object."""
        return method in _SHARING

    def is_visiting(self, method: str) -> bool:
        """Whether a method gives what is in an object to a function."""
        return method in _VISITING

    def is_harmless(self, argument: Node) -> bool:
        """Whether the function that an argument is given to neither changes nor returns it."""
        name = called_of(argument, "call_expression", "member_expression", "property")
        return name in self._harmless

    def given_to(self, argument: Node) -> tuple[Node, frozenset[str]] | None:
        """The call of a function that tracks, and what it may be; None: `argument` is in none."""
        name = called_of(argument, "call_expression", "member_expression", "property")
        call = argument.parent.parent if argument.parent is not None else None
        return (call, self._tracking[name]) if name in self._tracking and call else None

    def is_kept(self, node: Node) -> bool:
        """Whether what an object has inside stays as it is: nothing changes it or gets hold of it.

        `node` is the inner object, or something that has it inside.
        """
        return self.kept(node) is not None

    def kept(self, node: Node) -> Node | None:
        """What an object that stays as it is ends in, such as an argument; None: it may change.

        `node` is the inner object, or something that has it inside.
        """
        name = b""
        while True:
            node, _ = whole_of(node)
            parent = node.parent
            if parent is None:
                return node
            if is_called(node):
                if name.decode("utf-8", "replace") not in _SHARING:
                    return node if name.decode("utf-8", "replace") in _READERS else None
                node = parent
            elif parent.type in MEMBERS and parent.child_by_field_name("object") == node:
                name = (parent.child_by_field_name("property") or parent).text or b""
                node = parent
            elif parent.type in CONTAINERS or _is_spread(parent):
                node = parent
            else:
                return node if self._is_left(node, parent) else None

    def _is_left(self, node: Node, parent: Node) -> bool:
        """Whether what has an object inside is only looked at where it ends."""
        if parent.type == "arguments":
            return self.is_harmless(node)
        is_changed = is_target(node) or is_deleted(node)
        return not is_changed and is_looked_at(node, parent, is_inner=True)


def whole_of(node: Node) -> tuple[Node, bool]:
    """The outermost node that has the same value, and whether it surely has."""
    is_sure = True
    while (parent := node.parent) is not None:
        if _is_choice(node, parent):
            is_sure = False
        elif parent.type not in _SAME and not _is_last(node, parent) and not _is_misread(parent):
            break
        node = parent
    return node, is_sure


def _is_choice(node: Node, parent: Node) -> bool:
    if parent.type == "ternary_expression":
        return parent.child_by_field_name("condition") != node
    operator = parent.child_by_field_name("operator")
    is_binary = parent.type == "binary_expression" and operator is not None
    return is_binary and operator is not None and operator.type in _FLOWING


def _is_misread(unary: Node) -> bool:
    """Whether the grammar reads `delete object!.key` as `(delete object)!.key`."""
    outer = unary.parent
    is_unary = unary.type == "unary_expression"
    return is_unary and outer is not None and outer.type == "non_null_expression"


def _is_last(node: Node, parent: Node) -> bool:
    """Whether a node is the last in `(a, b)`, whose value that has."""
    return parent.type == "sequence_expression" and parent.named_children[-1] == node


def _is_spread(parent: Node) -> bool:
    return parent.type == "spread_element"


def is_looked_at(node: Node, parent: Node, *, is_inner: bool = False) -> bool:
    """Whether code only looks at an object there, or gives its name to something else.

    `is_inner`: so does what is in it, where that is gone through one by one.
    """
    if parent.type in _NAMED_BY:
        return parent.child_by_field_name(_NAMED_BY[parent.type]) == node
    if parent.type in _TAKEN_AS:
        return parent.child_by_field_name(_TAKEN_AS[parent.type]) != node
    if parent.type == "for_in_statement" and is_inner:
        return parent.child_by_field_name("left") == node
    if parent.type in ("template_substitution", "jsx_expression"):
        whole = parent.parent
        outer = whole.parent if whole is not None else None
        is_shown = whole is not None and "attribute" not in whole.type
        return is_shown and outer is not None and outer.type != "call_expression"  # a tag gets it
    return parent.type in _LOOKING or parent.type in _NAMING


def is_target(node: Node) -> bool:
    """Whether a place is assigned to: `[object.key] = list`, `for (object.key of x)`, `x.y++`."""
    parent = node.parent
    if parent is None:
        return False
    if "assignment" in parent.type or parent.type == "for_in_statement":
        return parent.child_by_field_name("left") == node
    if parent.type == "pair_pattern":
        return parent.child_by_field_name("value") == node
    return parent.type in ("array_pattern", "rest_pattern", "update_expression")


def is_deleted(node: Node) -> bool:
    """Whether `delete` takes a place out."""
    inner: Node | None = node
    while inner is not None and inner.type in (*MEMBERS, "non_null_expression"):
        inner = next(iter(inner.named_children), None)
        if inner is not None and _is_misread(inner) and _is_delete(inner):
            return True
    return node.parent is not None and _is_delete(node.parent)


def _is_delete(outer: Node) -> bool:
    operator = outer.child_by_field_name("operator")
    return outer.type == "unary_expression" and operator is not None and operator.type == "delete"


def returning(argument: Node) -> Node | None:
    """The call that returns its argument itself, such as `Object.freeze(object)`."""
    return _call_of(argument, _RETURNING)


def copying(argument: Node) -> Node | None:
    """The call that gives out what the argument has, such as `Object.values(object)`."""
    return _call_of(argument, COPYING)


def _call_of(argument: Node, paths: frozenset[str]) -> Node | None:
    call = argument.parent.parent if argument.parent is not None else None
    callee = call.child_by_field_name("function") if call is not None else None
    path = (callee.text or b"").decode("utf-8", "replace") if callee is not None else ""
    return call if path in paths else None


def promise_of(parameter: Node) -> Node | None:
    """What a parameter of `promise.then(...)` is, as the promise: awaited, both are the same."""
    around = parameter.parent
    function = (
        around.parent if around is not None and around.type == "formal_parameters" else around
    )
    first = around.named_children[0] if around is not None and around != function else parameter
    arguments = function.parent if function is not None else None
    call = arguments.parent if arguments is not None and arguments.type == "arguments" else None
    if call is None or arguments is None or first != parameter:
        return None
    callee = call.child_by_field_name("function")
    name = callee.child_by_field_name("property") if callee is not None else None
    is_first = next(iter(arguments.named_children), None) == function
    if callee is None or name is None or name.text != b"then" or not is_first:
        return None
    return callee.child_by_field_name("object")
