"""JavaScript and TypeScript files (JSX and TSX too) as modules: bindings, scopes and calls."""

import re
from collections.abc import Iterator
from functools import cache, cached_property, partial

import tree_sitter_javascript
import tree_sitter_typescript
from tree_sitter import Language, Node, Parser, Query

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.effort import TOO_DEEP, Clock, TooMuch
from tracking_plan.usage.facts.expression import Invocation
from tracking_plan.usage.facts.library import FileNames
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.reaching import Assignment
from tracking_plan.usage.facts.regions import RegionKind, Regions
from tracking_plan.usage.languages.aliases import meanings
from tracking_plan.usage.languages.javascript.bindings import JavaScriptBindings
from tracking_plan.usage.languages.javascript.deferring import DEFERRERS, FUNCTION_METHODS
from tracking_plan.usage.languages.javascript.elements import Elements
from tracking_plan.usage.languages.javascript.expressions import JavaScriptExpressions
from tracking_plan.usage.languages.javascript.flow import JavaScriptFlow
from tracking_plan.usage.languages.javascript.guards import JavaScriptGuards
from tracking_plan.usage.languages.javascript.handing import handings
from tracking_plan.usage.languages.javascript.members import bare, is_computed, taken_of
from tracking_plan.usage.languages.javascript.mentions import mentions
from tracking_plan.usage.languages.javascript.parameters import start_of
from tracking_plan.usage.languages.javascript.uses import JavaScriptUses
from tracking_plan.usage.languages.language import FileContent
from tracking_plan.usage.languages.text import CodeText
from tracking_plan.usage.languages.tree import (
    Captures,
    comments_of,
    parsed,
    parsed_in_time,
    pauses,
    refused,
)
from tracking_plan.usage.languages.unparsed import unparsed

_QUERY = """
[(function_declaration) (function_expression) (generator_function_declaration)
 (generator_function) (arrow_function) (method_definition)] @function
(class_body) @body (statement_block) @block (else_clause) @block (catch_clause) @block
(catch_clause) @handler (try_statement body: (statement_block) @handler)
(if_statement consequence: (expression_statement) @block)
(switch_case) @block (switch_default) @block
[(for_statement) (for_in_statement) (while_statement) (do_statement)] @loop
(lexical_declaration (variable_declarator) @declared)
(variable_declaration (variable_declarator) @var)
(class_declaration) @class
(assignment_expression) @assignment
(augmented_assignment_expression left: (_) @rebound) (update_expression argument: (_) @rebound)
(for_in_statement left: (_) @rebound) (catch_clause parameter: (_) @rebound)
(import_statement) @import (export_statement) @export (formal_parameters (_) @parameter)
(arrow_function parameter: (identifier) @parameter)
[(return_statement) (throw_statement) (break_statement) (continue_statement)] @jump
(call_expression) @call (await_expression) @pause (yield_expression) @pause
(subscript_expression) @subscript
(comment) @comment (ERROR) @error (MISSING) @error
"""
_ELEMENTS = "[(jsx_self_closing_element) (jsx_opening_element)] @element "
_JAVASCRIPT = f"(field_definition) @field {_ELEMENTS}"
_TYPESCRIPT = """
(public_field_definition) @field (enum_declaration) @enum (abstract_class_declaration) @class
[(internal_module) (module)] @namespace
[(type_alias_declaration) (interface_declaration) (type_parameter)] @type
"""
_OPENING = re.compile(rb"<[A-Za-z>]")
_MOST_OPEN = 5_000
_TYPES_IN_A_ROW = re.compile(rb"(?:<[^<>;]{0,40}>[^<>;]{0,40}){2000}")
_VARIABLES = ("identifier", "shorthand_property_identifier", "this")


@cache
def _grammar(dialect: str) -> tuple[Parser, Query]:
    if dialect == "javascript":
        language = Language(tree_sitter_javascript.language())
        return Parser(language), Query(language, _QUERY + _JAVASCRIPT)
    if dialect == "typescript":
        language = Language(tree_sitter_typescript.language_typescript())
        return Parser(language), Query(language, _QUERY + _TYPESCRIPT)
    language = Language(tree_sitter_typescript.language_tsx())
    return Parser(language), Query(language, _QUERY + _TYPESCRIPT + _ELEMENTS)


def _parsed(content: bytes, dialect: str) -> tuple[Node, Query]:
    """The syntax tree, and the query for it.

    JavaScript that its grammar cannot read may have Flow types: where TypeScript's grammar
    reads it whole, that reading counts.
    """
    is_deep = _TYPES_IN_A_ROW.search if dialect == "typescript" else _has_open_elements
    if is_deep(content):
        raise TooMuch(TOO_DEEP)
    clock = Clock(len(content))
    parser, query = _grammar(dialect)
    root = parsed(parser, content, clock)
    if dialect == "javascript" and root.has_error:
        other, other_query = _grammar("tsx")
        second = parsed_in_time(other, content, clock)
        if second is not None and not second.has_error and refused(second) is None:
            return second, other_query
    return root, query


def _has_open_elements(content: bytes) -> bool:
    """Whether many elements of JSX begin and do not end: at the file's end all are tried again.

    Type arguments look alike, and are far fewer.
    """
    ends = content.count(b"</") + content.count(b"/>")
    return len(_OPENING.findall(content)) - ends > _MOST_OPEN


def scan(file: FileContent, names: frozenset[str]) -> Module:
    """The facts of a file. `names` are the callees of which calls are wanted.

    Raises `TooMuch` where it takes too long to parse, or is nested too deeply.
    """
    content, text = file.content, CodeText(file.content)
    root, query = _parsed(content, file.dialect)
    captures, expressions = Captures(query, root, content, _VARIABLES), JavaScriptExpressions(text)
    guards = JavaScriptGuards(root, expressions.conditions)
    regions = Regions(len(content), _regions(captures, guards))
    bindings = _bindings(file.path, text, captures, regions, expressions)
    wanted = frozenset(meant := meanings(bindings, names))
    sought = _Sought(captures, wanted, Elements(root, text, expressions, wanted), file)
    return Module(
        path=file.path,
        name=file.name,
        language=file.language,
        regions=regions,
        bindings=bindings,
        casts=expressions.around.casts,
        uses=JavaScriptUses(captures, regions, expressions, meant).of,
        invocations=partial(sought.invocations, expressions),
        comments=partial(comments_of, captures["comment"], text),
        unparsed=lambda: unparsed(root, captures["error"], sought.nodes, wanted, text),
        mentions=partial(mentions, captures, root, content, wanted - DEFERRERS.keys(), expressions),
        handings=partial(handings, root, text, expressions),
        guards=guards.at,
        flow=JavaScriptFlow(root, guards, captures).reached,
        pauses=sought.pauses(),
    )


class _Sought:
    """The calls and elements of a file that are wanted, found when they are asked for."""

    def __init__(
        self, captures: Captures, wanted: frozenset[str], elements: Elements, file: FileContent
    ) -> None:
        self._captures, self._wanted = captures, wanted
        self._find_elements = partial(elements.all, captures["element"], file)

    @cached_property
    def _calls(self) -> list[Node]:
        return [call for call in self._captures["call"] if _is_wanted(call, self._wanted)]

    @cached_property
    def _elements(self) -> tuple[tuple[Node, ...], tuple[Invocation, ...]]:
        return self._find_elements()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All of them in the syntax tree."""
        return (*self._calls, *self._elements[0])

    def invocations(self, expressions: JavaScriptExpressions) -> Iterator[Invocation]:
        """All of them, as written."""
        yield from self._elements[1]
        yield from expressions.invocations(self._calls)

    def pauses(self) -> Iterator[Assignment]:
        """Where other functions may run."""
        yield from pauses(self._captures, self._calls)


def _bindings(
    path: str,
    text: CodeText,
    captures: Captures,
    regions: Regions,
    expressions: JavaScriptExpressions,
) -> tuple[Binding, ...]:
    """The bindings of a file, which its expressions look names up in from then on."""
    is_svelte = path.lower().endswith(".svelte")
    reader = JavaScriptBindings(text, captures, regions, expressions, has_exported_props=is_svelte)
    bindings = tuple(reader.all())
    expressions.around.look_up(FileNames(bindings, regions).lookup)
    return bindings


def _is_wanted(call: Node, wanted: frozenset[str]) -> bool:
    """Whether a call is of one of the functions, or of one that its text does not name."""
    callee = bare(call.child_by_field_name("function"))
    owner = callee.child_by_field_name("object") if callee is not None else None
    name = taken_of(callee)
    if name in FUNCTION_METHODS and owner is not None:  # `client.track.call(...)`
        callee, name = bare(owner), taken_of(owner)
    return name in wanted or (callee is not None and is_computed(callee))


def _regions(captures: Captures, guards: JavaScriptGuards) -> Iterator[tuple[int, int, RegionKind]]:
    for node in captures["function"]:
        yield start_of(node), node.end_byte, RegionKind.FUNCTION
    for node in captures["handler"]:
        if not guards.is_passed(node):
            yield node.start_byte, node.end_byte, RegionKind.HANDLER
    kinds = {
        "body": RegionKind.CLASS,
        "block": RegionKind.BLOCK,
        "loop": RegionKind.LOOP,
    }
    for name, kind in kinds.items():
        yield from ((node.start_byte, node.end_byte, kind) for node in captures[name])
