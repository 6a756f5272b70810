"""YAML text to nodes: places, refusals, and hints for the mistakes that people make."""

import pytest
import yaml

from tracking_plan.place import Place, Span
from tracking_plan.plan.text.node_builder import MAX_ALIASED_NODES
from tracking_plan.plan.text.nodes import MappingNode, SequenceNode, json_of, span_of
from tracking_plan.plan.text.parse import Parsed, decode, parse
from tracking_plan.regular_file import MAX_BYTES


def parsed(text: str) -> Parsed:
    return parse(text, "p.yaml")


def told(text: str) -> list[tuple[str, int, int]]:
    """The codes and places of all problems."""
    found = []
    for code, problem in parsed(text).found:
        assert problem.at is not None
        assert problem.at.span is not None
        found.append((code.id, problem.at.span.line, problem.at.span.column))
    return found


def hint(text: str) -> str:
    ((_, problem),) = parsed(text).found
    return problem.hint or ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("true", True),
        ("True", True),
        ("~", None),
        ("2026-01-31", "2026-01-31"),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("0x1F", 31),
        ("010", 10),
        ("1e3", 1000.0),
        ("+.5", 0.5),
        ("12:30:45", "12:30:45"),
        ("'5'", "5"),
        ("!!str 5", "5"),
        (".inf", float("inf")),
        ("9" * 5000, float("inf")),
    ],
)
def test_scalars_are_read_as_yaml_1_2_core(text: str, value: object) -> None:
    root = parsed(f"a: {text}").root
    assert root is not None
    assert json_of(root) == {"a": value}


def test_keys_are_their_source_text() -> None:
    root = parsed("404: a\nnull: b\ntrue: c\n1e3: d\n").root
    assert isinstance(root, MappingNode)
    assert list(root.entries) == ["404", "null", "true", "1e3"]


def test_each_node_knows_its_place() -> None:
    root = parsed("événement: 'é'\nlist:\n  - a\n  - {b: 1}\n").root
    assert isinstance(root, MappingNode)
    key, value = root.entries["événement"]
    assert span_of(key) == Span(line=1, column=1, end_line=1, end_column=10)
    assert span_of(value) == Span(line=1, column=12, end_line=1, end_column=15)
    items = root.entries["list"][1]
    assert isinstance(items, SequenceNode)
    assert span_of(items.items[1]) == Span(line=4, column=5, end_line=4, end_column=11)
    assert span_of(items) == Span(line=3, column=3, end_line=4, end_column=11)
    assert span_of(root).end_line == 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\na: 2\n", [("F005", 2, 1)]),
        ("a: {b: 1, b: 2}\n", [("F005", 1, 11)]),
        ("<<: {a: 1}\n", [("F006", 1, 1)]),
        ("a: *b\n", [("F007", 1, 4)]),
        ("a: &x [*x]\n", [("F007", 1, 8)]),
        ("a: &x {b: {c: *x}}\n", [("F007", 1, 15)]),
        ("a: !money 5\n", [("F010", 1, 4)]),
        ("? [a]\n: b\n", [("F010", 1, 3)]),
        ("a: 1\n---\nb: 2\n", [("F010", 2, 1)]),
        ("a: b\x00c\n", [("F003", 1, 5)]),
        ("x: 1\na: b\u2028c\n", [("F003", 2, 5)]),
        ("a: \ud800\n", [("F003", 1, 4)]),
        ("a: Plan #1 chosen\n", [("F011", 1, 4)]),
        ("{a: 'x #1', b: y #2\n}", [("F011", 1, 16)]),
        ("a: [1, 2\nb: 3\n", [("F004", 2, 2)]),
    ],
)
def test_what_a_plan_has_no_meaning_for_is_refused_with_its_place(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert told(text) == found


def stairs(line: str, steps: int) -> str:
    return "".join(" " * step + line for step in range(steps))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[" * 101, [("F008", 1, 101)]),
        ("[" * 900, [("F008", 1, 101)]),
        ("[" * 5000, [("F008", 1, 101)]),
        ("[" * 100_000, [("F008", 1, 101)]),
        ("[" * 5000 + "]" * 5000, [("F008", 1, 101)]),
        ("{" * 5000, [("F008", 1, 101)]),
        ("{a: " * 100_000, [("F008", 1, 401)]),
        ("[{a: " * 5000, [("F008", 1, 251)]),
        ("[\n" * 5000, [("F008", 101, 1)]),
        ("- " * 5000, [("F008", 1, 201)]),
        ("? " * 5000, [("F008", 1, 201)]),
        ("- " * 60 + "[" * 5000, [("F008", 1, 161)]),
        (stairs("a:\n", 1500), [("F008", 101, 101)]),
        (stairs("-\n", 1500), [("F008", 101, 101)]),
        (stairs("a:\n", 60) + " " * 60 + "b: " + "[" * 5000, [("F008", 61, 103)]),
        ("é😀: 1\nb: " + "[" * 5000, [("F008", 2, 103)]),
        ("a: 1\na: 2\nb: " + "{" * 5000, [("F005", 2, 1), ("F008", 3, 103)]),
        ("&a [" * 5000, [("F008", 1, 401)]),
        ("[" * 150 + "@", [("F008", 1, 101)]),
        ("[" * 150 + "'x", [("F008", 1, 101)]),
        ("[" * 99 + "@", [("F004", 1, 100)]),
        ("a: @\nb: " + "[" * 5000, [("F004", 1, 4)]),
        ("a: 'it\n" + "[" * 5000, [("F004", 1, 4)]),
        ("[" * 100 + "]" * 100, []),
        ("a: '" + "[" * 5000 + "'\n", []),
        ("a: b # " + "[" * 5000, []),
    ],
)
def test_no_parser_s_own_limit_of_depth_speaks_before_ours(
    text: str, found: list[tuple[str, int, int]]
) -> None:
    assert told(text) == found


class RefusesAtOnce(yaml.CSafeLoader):
    """A parser that says no to 300 brackets before it tells anything, in its own words."""

    def __init__(self, text: str) -> None:
        if len(text) > 300:
            mark = yaml.Mark("", 300, 0, 300, None, 0)
            raise yaml.MarkedYAMLError(problem="no more of this", problem_mark=mark)
        super().__init__(text)


class RefusesLater(yaml.CSafeLoader):
    """A parser that says no to 300 brackets where it comes upon them, and knows no other place."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.size = len(text)

    def get_event(self) -> yaml.Event | None:
        if self.size >= 300:
            mark = yaml.Mark("", 299, 0, 299, None, 0)
            raise yaml.scanner.ScannerError("while reading", mark, "no more of this", None)
        return super().get_event()


@pytest.mark.parametrize("loader", [RefusesAtOnce, RefusesLater])
def test_our_limit_speaks_whatever_the_parser_says_of_its_own(
    loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml, "CSafeLoader", loader)
    assert told("[" * 5000) == [("F008", 1, 101)]


@pytest.mark.parametrize(
    "text",
    [
        "a: b # a comment\n",
        "a: 'Plan #1'\n",
        "# only a comment",
        "",
        "a: b#c\n",
        "a: |\n  x #1\n",
        "{a: y, b: 'x #1'}",
        "a: y #\n",
        "'<<': a\n",
    ],
)
def test_ordinary_text_is_not_refused(text: str) -> None:
    assert told(text) == []


def test_the_rest_of_a_mapping_survives_what_is_refused() -> None:
    root = parsed("a: *none\nb: 1\n<<: {x: 1}\n? [k]\n: v\nc: 2\nb: 3\n").root
    assert root is not None
    assert json_of(root) == {"b": 1, "c": 2}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("unit: %\n", "quote it: unit: '%'"),
        ("p: {type: number, unit: %}\n", "quote it all: unit: '%'"),
        ("A: {owner: @growth, description: x}\n", "quote it all: owner: '@growth'"),
        ("A: {a: x, b: [`c`, d]}\n", "quote it: '`c`'"),
        ("A: {a: x: y}\n", "quote the value"),
        ("owner: @growth\n", "quote it: owner: '@growth'"),
        ("a: `it's`\n", "quote it: a: '`it''s`'"),
        ('p: "\\d+"\n', "single quotes"),
        ("trigger: Sent when: paid\n", "quote it: trigger: 'Sent when: paid'"),
        ("enum: [^[A-Z]{2}$, b]\n", "quote the pattern, with single quotes"),
        ("p: {pattern: ^[A-Z]{2}$}\n", "quote the pattern, with single quotes"),
        ("a:\n\t- b\n", "indent with spaces"),
        ("a: b\n\tc: d\n", "indent with spaces"),
        ("a: b\n c: d\n", "indent it like line 1"),
        ("a: 'x\nb: c\n", "add it"),
        ("a:\n  b: 1\n c: 2\n", "indent it like the keys of its block"),
        ('a: "x" y\n', "quote it all"),
        ("- a\nb: c\n", "check the indentation"),
        ("a: 1\nb\n", "write `b: ...`"),
        ("a: [1, 2\nb: 3\n", "add the missing ']'"),
    ],
)
def test_mistakes_that_people_make_get_a_hint(text: str, said: str) -> None:
    assert said in hint(text)


def test_aliases_work_and_bombs_do_not_go_off() -> None:
    root = parsed("a: &x {b: 1}\nc: *x\n").root
    assert root is not None
    assert json_of(root) == {"a": {"b": 1}, "c": {"b": 1}}
    bomb = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "".join(
        f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9)
    )
    found = parsed(bomb).found
    assert [code.id for code, _ in found] == ["F007"]
    assert f"{MAX_ALIASED_NODES:,}" in found[0][1].message


def test_only_utf_8_is_text() -> None:
    assert decode("é".encode(), "p") == "é"
    assert decode("\ufeffa: é".encode(), "p") == "a: é"
    for content, code, place in (
        ("a: é".encode("latin-1"), "F002", Span(line=1, column=4, end_line=1, end_column=5)),
        ("a".encode("utf-16"), "F002", None),
        ("a".encode("utf-32"), "F002", None),
        (b"x" * (MAX_BYTES + 1), "F009", None),
    ):
        found = decode(content, "p")
        assert not isinstance(found, str)
        assert found[0].id == code
        assert found[1].at == Place(path="p", span=place)


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("a:\n  description:Text\n  owner: me\n", (2, 14), "write `description: Text`"),
        ("a:\n  owner: me\n  description:Some text  # new\nb: 1\n", (3, 14), "write `descr"),
        ("a:\n  - name:x\n    b: 1\n", (2, 9), "write `name: x`"),
        ("a:\n  b: 'Text\n  c: d\n", (2, 6), "add it"),
        ('a: {b: "Text}\n', (1, 8), "add it"),
        ("a: 'x\n\n\n\n", (1, 4), "add it"),
    ],
)
def test_the_place_is_that_of_the_mistake(text: str, at: tuple[int, int], said: str) -> None:
    assert told(text) == [("F004", *at)]
    assert said in hint(text)


@pytest.mark.parametrize(
    "text", ["a:\n  see http://x.y\n  b: 1\n", "a:\n  at 12:30\n  b: 1\n", "a:\n  - x\n  b: 1\n"]
)
def test_a_colon_in_a_text_is_not_at_fault(text: str) -> None:
    assert "blank" not in parsed(text).found[0][1].message
