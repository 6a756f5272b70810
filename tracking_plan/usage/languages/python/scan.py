"""Python files as modules: bindings, scopes and calls."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property, partial

import tree_sitter_python
from tree_sitter import Language, Node, Parser, Query

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.effort import TOO_DEEP, Clock, TooMuch
from tracking_plan.usage.facts.expression import Invocation
from tracking_plan.usage.facts.library import FileNames
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.reaching import Assignment
from tracking_plan.usage.facts.regions import RegionKind, Regions
from tracking_plan.usage.languages.aliases import meanings
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.languages.python.bindings import PythonBindings
from tracking_plan.usage.languages.python.decorators import decorating_calls
from tracking_plan.usage.languages.python.deferring import DEFERRERS, FUNCTION_METHODS
from tracking_plan.usage.languages.python.expressions import PythonExpressions
from tracking_plan.usage.languages.python.flow import PythonFlow, passes
from tracking_plan.usage.languages.python.guards import PythonGuards
from tracking_plan.usage.languages.python.handing import handings
from tracking_plan.usage.languages.python.members import key_of, taken_of
from tracking_plan.usage.languages.python.mentions import mentions
from tracking_plan.usage.languages.python.uses import PythonUses
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import (
    Captures,
    comments_of,
    parsed,
    pauses,
)
from tracking_plan.usage.languages.unparsed import unparsed

_QUERY = """
(function_definition) @function (lambda) @lambda (class_definition) @class
(list_comprehension) @block (set_comprehension) @block (dictionary_comprehension) @block
(generator_expression) @block (if_statement (block) @block) (elif_clause (block) @block)
(if_statement (else_clause (block) @block)) (case_clause (block) @block)
(except_clause) @handler (try_statement) @try (with_statement) @with
(for_statement (else_clause) @handler) (while_statement (else_clause) @handler)
(for_statement) @loop (while_statement) @loop
(assignment) @assignment (named_expression) @walrus
(augmented_assignment left: (_) @rebound) (for_statement left: (_) @rebound)
(for_in_clause left: (_) @rebound) (delete_statement (_) @rebound)
(case_pattern (dotted_name (identifier) @rebound)) (splat_pattern (identifier) @rebound)
(as_pattern) @as (global_statement (identifier) @global) (nonlocal_statement (identifier) @global)
(import_from_statement) @from (import_statement) @import
(parameters (_) @parameter) (lambda_parameters (_) @parameter)
(type_alias_statement) @alias (return_statement) @jump
(raise_statement) @jump (break_statement) @jump (continue_statement) @jump
(call) @call (await) @pause (yield) @pause (comment) @comment (ERROR) @error (MISSING) @error
"""


_FAR = re.compile(rb"^[ \t]{100}", re.MULTILINE)
_MOST_LEVELS = 100  # CPython's own limit


@cache
def _grammar() -> tuple[Parser, Query]:
    language = Language(tree_sitter_python.language())
    return Parser(language), Query(language, _QUERY)


def _parsed(content: bytes) -> tuple[Node, Captures]:
    """The syntax tree, and what the query finds in it."""
    if _FAR.search(content) and _levels(content) > _MOST_LEVELS:
        raise TooMuch(TOO_DEEP)
    parser, query = _grammar()
    root = parsed(parser, content, Clock(len(content)))
    return root, Captures(query, root, content, ("identifier",))


def scan(file: FileContent, names: frozenset[str]) -> Module:
    """The facts of a Python file. `names` are the callees of which calls are wanted.

    Raises `TooMuch` where it takes too long to parse, or is nested or indented too deeply.
    """
    content, text = file.content, CodeText(file.content)
    root, captures = _parsed(content)
    expressions = PythonExpressions(text)
    guards = PythonGuards(root, expressions.conditions)
    regions = Regions(len(content), _regions(captures, guards))
    bindings = _bindings(text, captures, regions, expressions)
    wanted = frozenset(meant := meanings(bindings, names))
    sought, functions = _Sought(captures, wanted), wanted - DEFERRERS.keys()
    return Module(
        path=file.path,
        name=file.name,
        language=file.language,
        regions=regions,
        bindings=bindings,
        casts=expressions.around.casts,
        uses=PythonUses(captures, regions, expressions, meant).of,
        invocations=partial(sought.invocations, text, expressions),
        comments=partial(comments_of, captures["comment"], text),
        unparsed=lambda: unparsed(root, captures["error"], sought.calls, wanted, text),
        mentions=partial(mentions, captures, root, content, functions, regions, expressions),
        handings=partial(handings, root, text, expressions),
        guards=guards.at,
        flow=PythonFlow(root, guards, captures).reached,
        pauses=sought.pauses(),
    )


class _Sought:
    """The calls of a file that are wanted, found when they are asked for."""

    def __init__(self, captures: Captures, wanted: frozenset[str]) -> None:
        self._captures, self._wanted = captures, wanted

    @cached_property
    def calls(self) -> list[Node]:
        """Their nodes."""
        return [call for call in self._captures["call"] if _is_wanted(call, self._wanted)]

    def invocations(self, text: CodeText, expressions: PythonExpressions) -> Iterator[Invocation]:
        """The calls, and what decorators with them say, as written."""
        yield from decorating_calls(self._captures["call"], self._wanted, text, expressions)
        yield from expressions.invocations(self.calls)

    def pauses(self) -> Iterator[Assignment]:
        """Where other functions may run."""
        yield from pauses(self._captures, self.calls)


def _levels(content: bytes) -> int:
    """The greatest number of indentations within one another: the grammar crashes at hundreds."""
    most, columns = 0, [0]
    for line in content.splitlines():
        text = line.lstrip(b" \t")
        column = len(line) - len(text)
        while column < columns[-1]:
            columns.pop()
        if text and column > columns[-1]:
            columns.append(column)
            most = max(most, len(columns))
    return most


def _bindings(
    text: CodeText, captures: Captures, regions: Regions, expressions: PythonExpressions
) -> tuple[Binding, ...]:
    """The bindings of a file, which its expressions look names up in from then on."""
    bindings = tuple(PythonBindings(text, captures, regions, expressions).all())
    expressions.around.look_up(FileNames(bindings, regions).lookup)
    return bindings


def _is_wanted(call: Node, wanted: frozenset[str]) -> bool:
    """Whether a call is of one of the functions, or of one that its text does not name."""
    callee = _bare(call.child_by_field_name("function"))
    owner = callee.child_by_field_name("object") if callee is not None else None
    is_method = owner is not None and taken_of(callee) in FUNCTION_METHODS
    if is_method and taken_of(owner) in wanted:  # `send.delay(...)`
        return True
    if callee is not None and callee.type == "identifier":
        return (callee.text or b"").decode() in wanted
    taken = taken_of(callee)
    return taken in wanted or (callee is not None and taken is None and key_of(callee) is not None)


def _bare(node: Node | None) -> Node | None:
    while node is not None and node.type == "parenthesized_expression":
        node = next(iter(node.named_children), None)
    return node


def _regions(captures: Captures, guards: PythonGuards) -> Iterator[tuple[int, int, RegionKind]]:
    for node in [*captures["function"], *captures["lambda"]]:
        inner = node.child_by_field_name("parameters") or node.child_by_field_name("body")
        if inner is not None:
            yield inner.start_byte, node.end_byte, RegionKind.FUNCTION
    for node in captures["class"]:
        body = node.child_by_field_name("body")
        if body is not None:
            yield body.start_byte, node.end_byte, RegionKind.CLASS
    for body in _cut_short(captures, guards):
        yield body.start_byte, body.end_byte, RegionKind.HANDLER
    kinds: Mapping[str, RegionKind] = {
        "block": RegionKind.BLOCK,
        "loop": RegionKind.LOOP,
        "handler": RegionKind.HANDLER,
    }
    for name, kind in kinds.items():
        yield from ((node.start_byte, node.end_byte, kind) for node in captures[name])


def _cut_short(captures: Captures, guards: PythonGuards) -> Iterator[Node]:
    """The bodies that may end halfway, with the code going on after them."""
    for node in captures["try"]:
        if not guards.is_passed(node):
            yield from (c for c in node.named_children if c.type in ("block", "else_clause"))
    for node in captures["with"]:
        body = node.child_by_field_name("body")
        if body is not None and passes(node) is not False:
            yield body
