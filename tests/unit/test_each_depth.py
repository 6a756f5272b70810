"""Each row of the table of changes, wherever a payload may have the value: the same verdict."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from tracking_plan.place import Place
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.findings import findings
from tracking_plan.registry.planned import planned
from tracking_plan.registry.steps.change import Effect
from tracking_plan.registry.verdict import Verdict
from tracking_plan.triage.gathered import gathered

DAY = date(2026, 1, 1)
Data = dict[str, Any]
S: Data = {"type": "string"}
INTEGER, NUMBER, LIST = {"type": "integer"}, {"type": "number"}, {"type": "array", "items": S}
MAP = {"type": "object", "additional_properties": "string"}
RETIRED, LEAVING = {**S, "status": "retired"}, {**S, "status": "deprecated"}
AB = {"enum": ["a", "b"]}
ALLOWED = {"pii": {"kind": "email", "action": "allow", "reason": "x"}}
HASHED, FORBIDDEN = ({"pii": {"kind": "email", "action": one}} for one in ("hash", "forbid"))


def holds(**properties: Any) -> Data:
    return {"type": "object", "properties": properties}


CLOSED, OPEN = holds(x="string"), {**holds(x="string"), "additional_properties": True}

# The old value and the new one; whom that breaks: those that send, those that read; the bump.
OF_VALUES: list[tuple[Data, Data, str, str, str]] = [
    (S, {**S, "description": "b", "examples": ["y"]}, "safe", "safe", "none"),
    (S, {**S, "nullable": True}, "safe", "break", "major"),
    ({**S, "nullable": True}, S, "break", "safe", "major"),
    (INTEGER, NUMBER, "safe", "break", "major"),
    (NUMBER, INTEGER, "break", "break", "major"),
    (S, {"type": "boolean"}, "break", "break", "major"),
    (S, CLOSED, "break", "break", "major"),
    (S, {"type": "any"}, "safe", "break", "major"),
    ({"type": "any"}, S, "break", "safe", "major"),
    (AB, {"enum": ["a", "b", "c"]}, "safe", "notice", "minor"),
    (AB, {"enum": ["a"]}, "break", "safe", "major"),
    (AB, {"enum": ["a", "c"]}, "break", "break", "major"),
    (AB, S, "safe", "notice", "minor"),
    (S, AB, "break", "safe", "major"),
    (S, {"type": "string", "const": "a"}, "break", "safe", "major"),
    ({"const": "a"}, {"const": "b"}, "break", "break", "major"),
    (S, {**S, "pattern": "^a$"}, "break", "safe", "major"),
    ({**S, "pattern": "^a$"}, S, "safe", "notice", "minor"),
    ({**S, "pattern": "^a$"}, {**S, "pattern": "^b$"}, "break", "break", "major"),
    (S, {**S, "format": "email"}, "break", "safe", "major"),
    ({**S, "format": "date"}, S, "safe", "notice", "minor"),
    ({**S, "format": "date"}, {**S, "format": "email"}, "break", "break", "major"),
    ({**NUMBER, "minimum": 0}, {**NUMBER, "minimum": 5}, "break", "safe", "major"),
    ({**NUMBER, "minimum": 0}, {**NUMBER, "exclusive_minimum": 0}, "break", "safe", "major"),
    ({**NUMBER, "maximum": 5}, {**NUMBER, "maximum": 9}, "safe", "notice", "minor"),
    ({**S, "max_length": 9}, {**S, "max_length": 5}, "break", "safe", "major"),
    (INTEGER, {**INTEGER, "multiple_of": 5}, "break", "safe", "major"),
    ({**INTEGER, "multiple_of": 10}, {**INTEGER, "multiple_of": 5}, "safe", "notice", "minor"),
    (LIST, {**LIST, "unique_items": True}, "break", "safe", "major"),
    (LIST, {**LIST, "min_items": 1}, "break", "safe", "major"),
    ({**LIST, "max_items": 3}, {**LIST, "max_items": 5}, "safe", "notice", "minor"),
    (LIST, {"type": "array", "items": "integer"}, "break", "break", "major"),
    (CLOSED, OPEN, "safe", "notice", "minor"),
    (OPEN, CLOSED, "break", "safe", "major"),
    (CLOSED, {**CLOSED, "additional_properties": "integer"}, "safe", "notice", "minor"),
    ({**CLOSED, "additional_properties": "integer"}, CLOSED, "break", "safe", "major"),
    (MAP, {"type": "object"}, "safe", "notice", "minor"),
    ({"type": "object"}, MAP, "break", "safe", "major"),
    (MAP, {**MAP, "additional_properties": "integer"}, "break", "break", "major"),
    (MAP, {**MAP, "properties": {"x": "string"}}, "safe", "safe", "minor"),
    (MAP, {**MAP, "properties": {"x": "integer"}}, "break", "break", "major"),
    (OPEN, {**OPEN, "properties": {"x": "string", "y": "string"}}, "break", "safe", "major"),
    (S, LEAVING, "safe", "safe", "minor"),
    (LEAVING, S, "safe", "safe", "minor"),
    (AB, {"enum": ["a", {"value": "b", "status": "deprecated"}]}, "safe", "safe", "minor"),
    (S, RETIRED, "break", "break", "major"),
    (RETIRED, S, "safe", "notice", "minor"),
    (RETIRED, INTEGER, "safe", "break", "major"),
    ({**NUMBER, "unit": "USD"}, {**NUMBER, "unit": "EUR"}, "safe", "break", "major"),
]
NEEDED = {**S, "required": True}
# The same of a property that the one version or the other does not list.
OF_PROPERTIES: list[tuple[Data | None, Data | None, str, str, str]] = [
    (None, S, "safe", "safe", "minor"),
    (None, NEEDED, "break", "safe", "major"),
    (S, NEEDED, "break", "safe", "major"),
    (NEEDED, S, "safe", "break", "major"),
    (S, None, "break", "break", "major"),
    (NEEDED, None, "break", "break", "major"),
    (RETIRED, None, "safe", "safe", "none"),
    ({**S, **ALLOWED}, {**S, **HASHED}, "break", "break", "major"),
    ({**S, **ALLOWED}, {**S, **FORBIDDEN}, "break", "break", "major"),
]


def beside(value: Data | None) -> Data:
    return holds(**({} if value is None else {"p": value}), q="string")


def of_items(value: Data) -> Data:
    return {"type": "array", "items": value}


def of_keys(value: Data) -> Data:
    return {"type": "object", "additional_properties": value}


PROPERTIES: Mapping[str, Callable[[Data | None], Data]] = {
    "top": lambda one: {"properties": beside(one)["properties"]},
    "object": lambda one: {"properties": {"o": beside(one)}},
    "items": lambda one: {"properties": {"l": of_items(of_items(beside(one)))}},
    "map": lambda one: {"properties": {"m": of_keys(beside(one))}},
    "other keys": lambda one: {"additional_properties": beside(one)},
    "deep": lambda one: {"properties": {"a": holds(b=of_items(of_keys(holds(c=beside(one)))))}},
}
VALUES: Mapping[str, Callable[[Data], Data]] = {
    "items": lambda one: {"properties": {"l": of_items(one)}},
    "map": lambda one: {"properties": {"m": of_keys(one)}},
    "other keys": lambda one: {"additional_properties": one},
    "items of a map": lambda one: {"properties": {"m": of_keys(of_items(one))}},
}
SHARED: Mapping[str, Data] = {
    "top": {"properties": {"p": {"ref": "s"}}},
    "items": {"properties": {"l": of_items({"ref": "s"})}},
    "map": {"properties": {"m": of_keys({"ref": "s"})}},
    "other keys": {"additional_properties": {"ref": "s"}},
}


def plan(body: Data, shared: Data | None = None) -> Plan:
    root = {"shared": {"s": shared}} if shared is not None else {}
    text = json.dumps({"tracking_plan": 1, **root, "events": {"E F": body}}, indent=1)
    loaded = load_text(text)
    assert loaded.plan is not None
    assert not loaded.is_faulty, loaded.findings
    return loaded.plan


def judged(old: Plan, new: Plan) -> tuple[tuple[Compared, ...], Verdict]:
    found = tuple(compare(planned(old), planned(new), DAY, Compatibility.ALL))
    (step,) = found[0].verdicts
    assert not step.is_unsound
    return found, step


def check(old: Plan, new: Plan, expected: tuple[str, str, str]) -> None:
    compared, step = judged(old, new)
    changes = [one.change for one in step.changes]
    assert _worst(one.producers for one in changes) == expected[0]
    assert _worst(one.consumers for one in changes) == expected[1]
    assert str(step.required) == expected[2]
    before, after = map(_validator, (old, new))
    for one in step.changes:
        if one.change.producers is Effect.BREAK:
            assert before.is_valid(one.witness)
            assert not after.is_valid(one.witness)
    for finding in findings(compared, Place(path=new.path, span=new.origin.place.span)):
        related, *shared = finding.problem.related
        assert all(one.at == new.shared["s"].origin.place for one in shared)
        event = new.events["E F"].origin.place
        assert finding.problem.at is not None
        is_gone = finding.code.id in ("V201", "V202", "V208")  # one side has the object alone
        assert is_gone or event not in (finding.problem.at, related.at)


def _worst(effects: Any) -> str:
    order = list(Effect)
    return str(max(effects, key=order.index, default=Effect.SAFE))


def _validator(of: Plan) -> Draft202012Validator:
    event = of.events["E F"]
    schema = version_schema(of, event, event.current)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("at", PROPERTIES)
@pytest.mark.parametrize(("old", "new", "producers", "consumers", "bump"), OF_PROPERTIES)
def test_properties(
    at: str, old: Data | None, new: Data | None, producers: str, consumers: str, bump: str
) -> None:
    lay = PROPERTIES[at]
    check(plan(lay(old)), plan(lay(new)), (producers, consumers, bump))


@pytest.mark.parametrize(("old", "new", "producers", "consumers", "bump"), OF_VALUES)
def test_values(old: Data, new: Data, producers: str, consumers: str, bump: str) -> None:
    expected = (producers, consumers, bump)
    for lay in PROPERTIES.values():
        check(plan(lay(old)), plan(lay(new)), expected)
    for bare in VALUES.values():
        check(plan(bare(old)), plan(bare(new)), expected)
    for body in SHARED.values():
        check(plan(body, old), plan(body, new), expected)


@pytest.mark.parametrize("at", SHARED)
def test_a_finding_about_a_shared_definition_says_where_that_is(at: str) -> None:
    old, new = plan(SHARED[at], AB), plan(SHARED[at], {"enum": ["a"]})
    compared, _ = judged(old, new)
    (found,) = findings(compared, Place(path=new.path, span=new.origin.place.span))
    said = [(one.message, one.at) for one in found.problem.related]
    assert said[1:] == [("the shared 's'", new.shared["s"].origin.place)]


def test_a_shared_definition_that_further_keys_take_is_one_finding() -> None:
    bodies = {"A B": SHARED["other keys"], "C D": SHARED["top"]}

    def of(shared: Data) -> Plan:
        text = json.dumps({"tracking_plan": 1, "shared": {"s": shared}, "events": bodies})
        loaded = load_text(text)
        assert loaded.plan is not None
        return loaded.plan

    old, new = of(S), of(INTEGER)
    compared = tuple(compare(planned(old), planned(new), DAY, Compatibility.ALL))
    (found,) = gathered(findings(compared, Place(path=new.path, span=new.origin.place.span)))
    assert found.problem.at == new.shared["s"].origin.place
    assert [one.message for one in found.problem.related] == ["before"]
    assert "the shared 's' changed from string to integer" in found.problem.message
    assert "2 events" in found.problem.message


OTHERS: Mapping[str, Data] = {
    "open": {"additional_properties": True},
    "map": {"additional_properties": "string"},
}


@pytest.mark.parametrize(
    ("old", "others", "expected"),
    [
        (RETIRED, "open", (["V212"], "notice", "minor")),
        (RETIRED, "map", (["V212"], "notice", "minor")),
        ({**INTEGER, "status": "retired"}, "open", (["V212"], "notice", "minor")),
        ({**INTEGER, "status": "retired"}, "map", (["V212"], "break", "major")),
        ({**S, **FORBIDDEN}, "open", (["V219"], "safe", "minor")),
        ({**S, **FORBIDDEN}, "map", (["V219"], "safe", "minor")),
    ],
)
@pytest.mark.parametrize("around", ["event", "object"])
def test_what_was_refused_and_is_no_longer_listed_may_be_sent_among_other_keys(
    around: str, old: Data, others: str, expected: tuple[list[str], str, str]
) -> None:
    def of(listed: Data) -> Plan:
        body: Data = {"properties": {**listed, "q": "string"}, **OTHERS[others]}
        inner: Data = {"properties": {"o": {"type": "object", **body}}}
        return plan(inner if around == "object" else body)

    _, step = judged(of({"p": old}), of({}))
    assert [one.code.id for one in step.changes] == expected[0]
    assert _worst(one.change.consumers for one in step.changes) == expected[1]
    assert _worst(one.change.producers for one in step.changes) == "safe"
    assert str(step.required) == expected[2]


@pytest.mark.parametrize("old", [RETIRED, {**S, **FORBIDDEN}])
def test_what_was_refused_and_is_no_longer_listed_is_refused_by_a_closed_object(old: Data) -> None:
    rest: Data = {"q": "string"}
    _, step = judged(plan({"properties": {"p": old, **rest}}), plan({"properties": rest}))
    assert {one.code.id for one in step.changes} <= {"V211"}
    assert str(step.required) == "none"
