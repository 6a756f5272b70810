"""Places in Python code where a dictionary is only looked at, and those where it is not."""

from collections.abc import Mapping

from tree_sitter import Node

from tracking_plan.usage.languages.python.deferring import DEFERRERS
from tracking_plan.usage.languages.python.library import COPYING, HARMLESS
from tracking_plan.usage.languages.tree import called_of, is_called

CONTAINERS = ("dictionary", "list", "tuple", "set", "pair", "expression_list")
ARGUMENTS = ("argument_list", "keyword_argument")
_SAME = ("parenthesized_expression", "await")
_CHOICES = ("conditional_expression", "boolean_operator")
_PATTERNS = ("pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern")
_TARGETED = (
    "augmented_assignment",
    "assignment",
    "for_statement",
    "for_in_clause",
)
_LOOKING = frozenset(
    """
    expression_statement comparison_operator not_operator unary_operator interpolation
    format_specifier if_statement elif_clause while_statement assert_statement if_clause
    delete_statement global_statement nonlocal_statement conditional_expression slice type
    """.split()
)
_ITERATING = frozenset({"for_statement", "for_in_clause"})
_NAMING = frozenset(
    """
    as_pattern_target function_definition class_definition parameters lambda_parameters
    typed_parameter dictionary_splat_pattern dotted_name aliased_import
    """.split()
) | frozenset(_PATTERNS)
_READERS = frozenset("keys index count __contains__ __len__ union issubset".split())
_SHARING = frozenset("get values items copy __getitem__".split())


class PythonPlaces:
    """Tells places apart. `tracking` are the functions that local names mean which track."""

    def __init__(self, tracking: Mapping[str, frozenset[str]]) -> None:
        self._tracking = {n: names for n, names in tracking.items() if n not in DEFERRERS}
        self._harmless = HARMLESS | self._tracking.keys()

    def is_reader(self, method: str) -> bool:
        """Whether a method of a dictionary gives nothing out of it but keys and numbers."""
        return method in _READERS

    def is_sharing(self, method: str) -> bool:
        """Whether a method of a dictionary gives out what is in it."""
        return method in _SHARING

    def is_harmless(self, argument: Node) -> bool:
        """Whether the function that an argument is given to neither changes nor returns it."""
        return called_of(argument, "call", "attribute", "attribute") in self._harmless

    def given_to(self, argument: Node) -> tuple[Node, frozenset[str]] | None:
        """The call of a function that tracks, and what it may be; None: `argument` is in none."""
        name = called_of(argument, "call", "attribute", "attribute")
        call = argument.parent.parent if argument.parent is not None else None
        if call is not None and call.type != "call":  # by keyword
            call = call.parent
        return (call, self._tracking[name]) if name in self._tracking and call else None

    def copying(self, argument: Node) -> Node | None:
        """The call that copies the argument, such as `dict(table)`; None: it is another."""
        name = called_of(argument, "call", "attribute", "attribute")
        parent = argument.parent
        if name not in COPYING or parent is None or parent.type != "argument_list":
            return None
        is_one = name not in ("min", "max") or parent.named_child_count == 1
        return parent.parent if is_one else None

    def is_kept(self, node: Node) -> bool:
        """Whether what an object has inside stays as it is: nothing changes it or gets hold of it.

        `node` is the inner object, or something that has it inside.
        """
        return self.kept(node) is not None

    def kept(self, node: Node) -> Node | None:
        """What an object that stays as it is ends in, such as an argument; None: it may change.

        `node` is the inner object, or something that has it inside.
        """
        while True:
            node, _ = whole_of(node)
            parent = node.parent
            if parent is None:
                return node
            if parent.type in CONTAINERS:
                node = parent
                continue
            if parent.type == "subscript" and parent.child_by_field_name("value") == node:
                node = parent
                continue
            if parent.type == "attribute":
                name = (parent.child_by_field_name("attribute") or parent).text or b""
                if not is_called(parent) or parent.parent is None:
                    node = parent
                    continue
                if name.decode() not in _SHARING:
                    return node if name.decode() in _READERS else None
                node = parent.parent
                continue
            return node if self._is_left(node, parent) else None

    def _is_left(self, node: Node, parent: Node) -> bool:
        """Whether what has an object inside is only looked at where it ends."""
        if parent.type in ARGUMENTS:
            return self.is_harmless(node)
        if is_target(node) or is_deleted(node):
            return False
        return parent.type in _LOOKING or is_looked_at(node, parent, is_inner=True)


def whole_of(node: Node) -> tuple[Node, bool]:
    """The outermost node that has the same value, and whether it surely has."""
    is_sure = True
    while (parent := node.parent) is not None:
        if parent.type in _CHOICES and not _is_condition(node, parent):
            is_sure = False
        elif parent.type not in _SAME:
            break
        node = parent
    return node, is_sure


def _is_condition(node: Node, parent: Node) -> bool:
    return parent.type == "conditional_expression" and parent.named_children[1] == node


def is_looked_at(node: Node, parent: Node, *, is_inner: bool = False) -> bool:
    """Whether code only looks at an object there, or gives its name to something else.

    `is_inner`: so does what is in it, where that is gone through one by one.
    """
    match parent.type:
        case "subscript":
            return parent.child_by_field_name("value") != node
        case "attribute":
            return parent.child_by_field_name("object") != node
        case "keyword_argument" | "default_parameter" | "typed_default_parameter":
            return parent.child_by_field_name("name") == node
        case "for_statement" | "for_in_clause" if is_inner:
            return parent.child_by_field_name("left") == node
    return parent.type in _LOOKING or parent.type in _ITERATING or parent.type in _NAMING


def is_target(node: Node) -> bool:
    """Whether a place is assigned to: `a, b = ...`, `a += ...`, `for a in`, `with x as a`."""
    parent = node.parent
    while parent is not None and (
        parent.type in _PATTERNS or (parent.type in ("tuple", "list") and _is_as(parent))
    ):
        node, parent = parent, parent.parent
    if parent is None or parent.type not in _TARGETED:
        return parent is not None and parent.type == "as_pattern_target"
    return parent.child_by_field_name("left") == node


def _is_as(node: Node) -> bool:
    """Whether a tuple or a list is, or is in, what `with` assigns to."""
    parent = node.parent
    while parent is not None and parent.type in ("tuple", "list"):
        parent = parent.parent
    return parent is not None and parent.type == "as_pattern_target"


def is_deleted(node: Node) -> bool:
    """Whether `del` takes a place out, alone or among others."""
    parent = node.parent
    while parent is not None and parent.type in (
        "expression_list",
        "tuple",
        "list",
        "parenthesized_expression",
    ):
        parent = parent.parent
    return parent is not None and parent.type == "delete_statement"
