"""The loader and `schemas/plan.schema.json` accept and refuse the same documents.

F1xx codes are the shape, which both see. F2xx codes are what a schema cannot see (a `ref` to
nothing, a pattern's grammar, the order of versions), and warnings refuse nothing.
"""

import copy
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import jsonschema_rs
import pytest
import yaml
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

from tracking_plan.finding import Severity
from tracking_plan.place import Json, JsonScalar
from tracking_plan.plan.format.check import Checker
from tracking_plan.plan.format.keys import SHAPES
from tracking_plan.plan.format.kinds import (
    AnyObject,
    Anything,
    Choice,
    Count,
    Either,
    FirstOf,
    Flag,
    Form,
    InnerOf,
    Kind,
    Later,
    ListOf,
    Literal,
    MapOf,
    Name,
    Null,
    Number,
    PlainValue,
    Text,
    VersionText,
)
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, SequenceNode, json_of
from tracking_plan.plan.text.parse import parse
from tracking_plan.plan.text.problems import Problems

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
NOWHERE = yaml.Mark("p", 0, 0, 0, None, 0)
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def _dumped(document: Json) -> str:
    # JSON is YAML, and leaves no doubt about which values are texts.
    return json.dumps(document, ensure_ascii=False)


def root_of(text: str) -> Node:
    """The node of a text that can be parsed."""
    parsed = parse(text, "p")
    assert parsed.root is not None, parsed.found
    return parsed.root


def loader_accepts(root: Node) -> bool:
    """Whether the loader finds nothing wrong with the shape of a document."""
    is_root = isinstance(root, MappingNode) and "tracking_plan" in root.entries
    found = Problems()
    checker = Checker("p", found)
    checker.shape(SHAPES["root" if is_root else "included"], root)
    errors = [code for code, _ in found if code.severity is Severity.ERROR]
    assert all(code.id.startswith("F1") for code in errors)
    return not errors


def _is_root(document: Json) -> bool:
    return isinstance(document, dict) and "tracking_plan" in document


def agree(document: Json, root: Node | None = None) -> None:
    """Assert that both say the same of a document, whose node is `root` where that is known."""
    by_schema = VALIDATOR.is_valid(document)
    by_loader = loader_accepts(root_of(_dumped(document)) if root is None else root)
    assert by_loader == by_schema, f"loader {by_loader}, schema {_why_not(document)}: {document}"


def _why_not(document: Json) -> list[str]:
    return [str(error)[:200] for error in VALIDATOR.iter_errors(document)][:3]


# Every plan that the repository shows, and the format's own pages


def examples() -> list[Json]:
    shop = sorted((ROOT / "examples").rglob("*.y*ml"))
    texts = [path.read_text(encoding="utf-8") for path in shop if "node_modules" not in path.parts]
    page = (ROOT / "docs" / "plan-format.md").read_text(encoding="utf-8")
    texts += [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    documents = (_plan_in(text) for text in texts)
    return [document for document in documents if document is not None]


def _plan_in(text: str) -> Json:
    parsed = parse(text, "p")
    return None if parsed.root is None or parsed.found else json_of(parsed.root)


EXAMPLES = examples()


def test_there_are_examples_and_both_accept_the_shop() -> None:
    roots = [document for document in EXAMPLES if _is_root(document)]
    assert len(EXAMPLES) > 5
    assert any(VALIDATOR.is_valid(document) for document in roots)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_both_agree_on_an_example_and_on_every_single_key_mutation_of_it(number: int) -> None:
    example = EXAMPLES[number]
    agree(example)
    known = known_nodes(example)
    seen = set()
    for mutant in mutations(example):
        text = _dumped(mutant)
        if text not in seen:
            seen.add(text)
            agree(mutant, node_of(mutant, known))


def known_nodes(document: Json) -> Mapping[int, Node]:
    """The nodes of what a document holds, by identity: mutants share all but one of its values."""
    known: dict[int, Node] = {}
    for route in reversed([*_routes(document)]):  # the deepest first
        value = _at(document, route)
        if isinstance(value, dict | list):
            known[id(value)] = node_of(value, known)
    return known


def node_of(value: Json, known: Mapping[int, Node]) -> Node:
    """The node that the text of the value would be parsed into, but for its place."""
    if id(value) in known:
        return known[id(value)]
    if isinstance(value, dict):
        mapping = MappingNode(NOWHERE)
        for key, inner in value.items():
            mapping.entries[key] = _scalar(key), node_of(inner, known)
        return mapping
    if isinstance(value, list):
        sequence = SequenceNode(NOWHERE)
        sequence.items = [node_of(item, known) for item in value]
        return sequence
    return _scalar(value)


def _scalar(value: JsonScalar) -> Scalar:
    is_text = isinstance(value, str)
    text = value if isinstance(value, str) else _dumped(value)
    return Scalar(text, not is_text, NOWHERE, NOWHERE)


def _outline(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text, node.plain
    if isinstance(node, SequenceNode):
        return [_outline(item) for item in node.items]
    return [(name, _outline(key), _outline(value)) for name, (key, value) in node.entries.items()]


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_nodes_are_what_the_parser_makes(number: int) -> None:
    example = EXAMPLES[number]
    parsed = _outline(root_of(_dumped(example)))
    assert _outline(node_of(example, {})) == _outline(node_of(example, known_nodes(example)))
    assert _outline(node_of(example, {})) == parsed
    replaced = [_replaced(example, route, [*REPLACEMENTS]) for route in _routes(example)]
    for mutant in replaced[:: len(replaced) // 20 + 1]:
        assert _outline(node_of(mutant, {})) == _outline(root_of(_dumped(mutant)))


REPLACEMENTS: tuple[Json, ...] = (
    None,
    True,
    False,
    0,
    -1,
    1,
    2.5,
    "",
    " ",
    "text",
    "string!",
    "ref x",
    "none",
    [],
    [1],
    ["text"],
    {},
    {"text": 1},
)

ADDITIONS: tuple[Json, ...] = ("string", True, {"kind": "id", "action": "drop"})


def mutations(document: Json) -> Iterator[Json]:
    """The document with one key or item removed, renamed, replaced or added."""
    for route in _routes(document):
        for change in _changes(_at(document, route)):
            yield _replaced(document, route, change)


def _routes(node: Json, route: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield route
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _routes(value, (*route, key))
    elif isinstance(node, list):
        for index, value in enumerate(node[:3]):
            yield from _routes(value, (*route, index))


def _changes(node: Json) -> Iterator[Json]:
    if not isinstance(node, dict):
        yield from REPLACEMENTS
        return
    yield from REPLACEMENTS[:12:3]
    for added in ("nonsense", "required", "ref", "type", "tracking_plan", "pii", "", " padded"):
        for value in ADDITIONS:
            yield {**node, added: value}
    for key in node:
        yield {k: v for k, v in node.items() if k != key}
        yield {(f"{k}x" if k == key else k): v for k, v in node.items()}


def _at(node: Json, route: tuple[str | int, ...]) -> Json:
    for step in route:
        node = node[step]  # type: ignore[index] # the route is the node's own
    return node


def _replaced(document: Json, route: tuple[str | int, ...], value: Json) -> Json:
    if not route:
        return value
    step, *rest = route
    changed = copy.copy(document)  # what stands beside the route is shared
    changed[step] = _replaced(document[step], tuple(rest), value)  # type: ignore[index]
    return changed


# Documents that are generated from the vocabulary itself

TEXTS = st.sampled_from(("a", "text", "Checkout Completed", "x y", "é", "404", "true", "^a+$"))
NUMBERS = st.one_of(st.integers(-3, 99), st.sampled_from((0.5, 2.0, 1e9)))


def strategy(kind: Kind, depth: int = 0) -> st.SearchStrategy[Json]:
    """Values of a kind, and now and then one of another."""
    wrong = st.sampled_from(REPLACEMENTS)
    right = _right(kind, depth)
    return right if depth < 1 else st.integers(0, 40).flatmap(lambda n: wrong if n == 0 else right)


def _right(kind: Kind, depth: int) -> st.SearchStrategy[Json]:  # noqa: C901 - one row a kind
    match kind:
        case Text() | Name():
            return TEXTS
        case Form():
            return st.from_regex(kind.pattern.replace("\\s", " "), fullmatch=True).filter(
                lambda text: "\\" not in text and text.isprintable()
            )
        case VersionText():
            return st.sampled_from(("1.0", "2", 3, 1.5, "2.10", "x"))
        case Flag() | PlainValue():
            return st.booleans() if isinstance(kind, Flag) else st.one_of(TEXTS, NUMBERS)
        case Null():
            return st.none()
        case InnerOf():
            return strategy(kind.kind, depth)
        case Number() | Count():
            return NUMBERS
        case Literal():
            return st.just(kind.value)
        case Choice():
            return st.sampled_from(kind.values)
        case ListOf():
            return st.lists(strategy(kind.item, depth + 1), max_size=2)
        case MapOf():
            keys = TEXTS if isinstance(kind.key, Name) else st.sampled_from(("1.0", "2", "x"))
            return st.dictionaries(keys, strategy(kind.value, depth + 1), max_size=2)
        case AnyObject() | Anything():
            return st.dictionaries(TEXTS, NUMBERS, max_size=2)
        case Either():
            kinds = [k for k in (kind.scalar, kind.sequence, kind.mapping) if k is not None]
            return st.one_of(*(strategy(k, depth + 1) for k in (kinds if depth < 9 else kinds[:1])))
        case FirstOf():
            return st.one_of(*(strategy(k, depth + 1) for k in kind.kinds))
        case Later():
            return st.deferred(lambda: shaped(kind.shape, depth + 1))


def shaped(name: str, depth: int = 0) -> st.SearchStrategy[Json]:
    """Mappings of a shape: what it requires, and some of its other keys."""
    shape = SHAPES[name]
    if depth > 8:
        return st.just({})
    values = {key: strategy(known.kind, depth + 1) for key, known in shape.keys.items()}
    required = {key: values.pop(key) for key in shape.required}
    if not values:
        return st.fixed_dictionaries(required)
    some = st.lists(st.sampled_from(sorted(values)), max_size=4, unique=True)
    return some.flatmap(
        lambda keys: st.fixed_dictionaries({**required, **{key: values[key] for key in keys}})
    )


@settings(max_examples=times(75), deadline=None)
@given(shaped("root"))
def test_both_agree_on_generated_plans(document: Json) -> None:
    agree(document)


@settings(max_examples=times(40), deadline=None)
@given(shaped("included"))
def test_both_agree_on_generated_included_files(document: Json) -> None:
    agree(document)


@settings(max_examples=times(40), deadline=None)
@given(
    st.recursive(st.sampled_from(REPLACEMENTS), lambda x: st.lists(x) | st.dictionaries(TEXTS, x))
)
def test_both_agree_on_any_data(document: Json) -> None:
    if isinstance(document, dict):
        agree(document)


@pytest.mark.parametrize("version", ["2.10", "1.20", "10.100"])
def test_the_quoting_of_versions_is_the_one_exception(version: str) -> None:
    text = f"tracking_plan: 1\nevents: {{E: {{version: {version}}}}}\n"
    assert VALIDATOR.is_valid(yaml.safe_load(text))
    assert loader_accepts(root_of(text))  # the shape is right; F206 asks for the quotes
