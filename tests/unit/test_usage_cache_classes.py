"""What is found is the same after it was written and read; what is not plain is not written."""

import json
import typing
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

import pytest

from tracking_plan.place import Place, Span
from tracking_plan.suppression import Suppression
from tracking_plan.usage.facts import scan as scans
from tracking_plan.usage.facts.call import Call, Fields, Method, Value
from tracking_plan.usage.facts.expression import Function, Literal, Table, ValueType
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.types import Annotation
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.keeping.classes import CALLS, EXPRESSIONS, SETTINGS, WRAPPERS
from tracking_plan.usage.keeping.codec import Codec, NotPlainError
from tracking_plan.usage.recognition.file_answer import ForOthers
from tracking_plan.usage.scan import scan_project

CLASSES = (*CALLS, *EXPRESSIONS, *WRAPPERS, *SETTINGS, ForOthers)
SPAN = Span(line=1, column=2, end_line=3, end_column=4)
OF_A_WHOLE_SCAN = {scans.Foreign, scans.Unanswered, scans.Hidden, scans.EmptyPath}
NOT_PLAIN = {Function, Annotation}  # their code is read when it is asked for


def _classes_in(hint: object) -> Iterator[type]:
    """The classes of the project in an annotation."""
    if isinstance(hint, type) and hint.__module__.startswith("tracking_plan."):
        yield hint
    for inner in (typing.get_origin(hint), *typing.get_args(hint)):
        if inner is not None:
            yield from _classes_in(inner)


def _reached(start: type) -> set[type]:
    seen, waiting = {start}, [start]
    while waiting:
        one = waiting.pop()
        if issubclass(one, Enum) or one in NOT_PLAIN:
            continue
        for hint in typing.get_type_hints(one).values():
            new = set(_classes_in(hint)) - seen
            seen |= new
            waiting += new
    return seen


@pytest.mark.parametrize("start", [Scan, ForOthers])
def test_all_classes_of_what_is_found_are_listed(start: type) -> None:
    assert _reached(start) - set(CLASSES) - OF_A_WHOLE_SCAN - NOT_PLAIN == set()


VALUES: list[object] = [
    None,
    True,
    1,
    1.0,
    -0.0,
    "text \ud800 \u2028",
    (),
    (1, (True, None), []),
    [1, [2], {"a": [1]}],
    {"b": 1, "a": (2,)},
    frozenset({"x", "y"}),
    frozenset({None, "x"}),
    date(2027, 1, 31),
    Method.TRACK,
    ChangeKind.ESCAPE,
    SPAN,
    Place(path="a.ts", span=SPAN),
    Place(path="a.ts"),
    Suppression(Place("a"), ("U1",), None, date(2027, 1, 1), Place("a")),
    Literal(at=SPAN, value=1.5),
    Table(at=SPAN, entries=(), is_fixed=True),
    Value(at=Place("a"), type=ValueType.NULL, is_literal=True, literal=None),
    Value(at=Place("a"), type=ValueType.INTEGER, is_literal=True, literal=1),
    Value(at=Place("a"), type=ValueType.BOOLEAN, is_literal=True, literal=True),
    Value(at=Place("a"), is_literal=True, literal=[{"a": 0, "b": [False]}]),
    Call(at=Place("a"), language="python", sdk="x", method=Method.PAGE, event_at=Place("a")),
    Fields(is_complete=True),
    ForOthers((), {"send": ChangeKind.INNER}),
    ForOthers((), {}),
    ForOthers((), None),
]


@pytest.mark.parametrize("value", VALUES, ids=map(str, range(len(VALUES))))
def test_a_value_is_the_same_after_it_was_read(value: object) -> None:
    codec = Codec(CLASSES)
    read = codec.decode(json.loads(codec.written(value)))
    assert read == value
    assert repr(read) == repr(value) or isinstance(value, frozenset)
    assert codec.digest(read) == codec.digest(value)


def test_values_that_differ_have_other_digests() -> None:
    codec = Codec(CLASSES)
    digests = [json.dumps(codec.digest((value,))) for value in VALUES]
    assert len(set(digests)) == len(VALUES)


def _deep(levels: int) -> object:
    value: object = ()
    for _ in range(levels):
        value = (value,)
    return value


@pytest.mark.parametrize(
    "value",
    [object(), b"x", {"a": object()}, 10**5000, _deep(5000), lambda: 1, int, Path("x")],
    ids=lambda value: type(value).__name__,
)
def test_what_is_not_plain_is_not_written(value: object) -> None:
    with pytest.raises(NotPlainError):
        Codec(CLASSES).written(value)


SDK = 'import { altertable } from "@altertable/altertable-js";\n'
ODD = [
    f"{SDK}altertable.track('A', {{ a: {'[' * 300}{']' * 300} }});\n",
    f"{SDK}altertable.track('A', {{ a: {'9' * 5000}, b: 1e999, c: -0.0, d: 1.0 }});\n",
    f'{SDK}altertable.track("\\ud800 \\0", {{ "\\u2028": "\\x00" }});\n',
    f"{SDK}export function send(n, f = () => 1) {{ altertable.track(n, {{ f, g: () => 2 }}); }}\n",
    f"{SDK}// tracking-plan: ignore[U101] for now until 2027-01-31\naltertable.track('A');\n",
    f"{SDK}altertable.track('A', {{",
]


def test_odd_code_is_found_the_same_and_the_rest_is_kept(tmp_path: Path) -> None:
    project, cache = tmp_path / "project", tmp_path / "cache"
    project.mkdir()
    for number, code in enumerate(ODD):
        (project / f"m{number}.ts").write_text(code)
    alone = repr(_calls(scan_project(project, cwd=project)))
    for _ in range(3):
        assert repr(_calls(scan_project(project, cwd=project, cache=cache))) == alone
    assert list(cache.iterdir())


def _calls(scan: Scan) -> list[object]:
    """What is known of the calls, but for sets, which have no order."""
    return [(c.at, c.events, c.properties, c.dynamic, c.through) for c in scan.calls]
