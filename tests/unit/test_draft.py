import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tracking_plan.altertable.system_names import is_plannable
from tracking_plan.convert.draft import Drafted
from tracking_plan.convert.from_code import draft, drafted
from tracking_plan.convert.plan_text import events_text, traits_text, unnamed_text, yaml_scalar
from tracking_plan.finding import Severity
from tracking_plan.place import Place, Span
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan, Status, Type
from tracking_plan.plan.pii import PiiAction, PiiKind
from tracking_plan.usage.facts.call import (
    Call,
    Declared,
    Fields,
    Method,
    Resolution,
    SentEvent,
    SentProperty,
    Value,
)
from tracking_plan.usage.facts.expression import DynamicReason, ValueType


def at(path: str = "web/app.ts", line: int = 1) -> Place:
    return Place(path=path, span=Span(line=line, column=1, end_line=line, end_column=9))


def call(*events: str, place: Place | None = None, **more: Value | None) -> Call:
    place = place or at()
    properties = tuple(
        SentProperty(name=name, at=place, values=(value,) if value else ())
        for name, value in more.items()
    )
    return Call(
        at=place,
        language="typescript",
        sdk="altertable",
        method=Method.TRACK,
        event_at=place,
        events=tuple(SentEvent(name=e, resolution=Resolution.LITERAL, at=place) for e in events),
        properties=Fields(properties=properties, is_complete=True),
    )


def value(type_: ValueType | None, *, is_literal: bool = False) -> Value:
    return Value(at=at(), type=type_, is_literal=is_literal)


def planned(*calls: Call) -> Plan:
    loaded = load_text(f"tracking_plan: 1\n{events_text(draft(calls, version_property=None))}")
    assert [f for f in loaded.findings if f.severity is Severity.ERROR] == []
    assert loaded.plan is not None
    return loaded.plan


def test_each_event_becomes_an_active_entry_with_its_call_sites() -> None:
    calls = [call("B", place=at(line=9)), call("A"), call("B", place=at("api/x.py", 2))]
    assert events_text(draft(calls, version_property=None)) == (
        "events:\n"
        "  A:\n"
        "    # web/app.ts:1\n"
        "    status: active\n"
        "  B:\n"
        "    # api/x.py:2\n"
        "    # web/app.ts:9\n"
        "    status: active\n"
    )
    assert planned(*calls).events["B"].status is Status.ACTIVE


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([value(ValueType.STRING)], Drafted(type="string")),
        ([value(ValueType.INTEGER)], Drafted(type="integer")),
        ([value(ValueType.INTEGER, is_literal=True)], Drafted(type="number")),
        ([value(ValueType.INTEGER), value(ValueType.NUMBER)], Drafted(type="number")),
        ([value(ValueType.STRING), value(ValueType.BOOLEAN)], Drafted(type="any")),
        ([value(ValueType.STRING), value(None)], Drafted(type="any")),
        ([value(None)], Drafted(type="any")),
        ([], Drafted(type="any")),
        (
            [value(ValueType.STRING), value(ValueType.NULL)],
            Drafted(type="string", is_nullable=True),
        ),
        ([value(ValueType.NULL)], Drafted(type="any")),
        ([value(ValueType.OBJECT)], Drafted(type="object")),
        ([value(ValueType.ARRAY)], Drafted(type="array")),
    ],
)
def test_a_type_is_what_all_values_are(values: list[Value], expected: Drafted) -> None:
    assert drafted(values) == expected


def test_objects_and_arrays_are_drafted_as_deep_as_they_are_seen() -> None:
    sku = SentProperty(name="sku", at=at(), values=(value(ValueType.STRING),))
    item = Value(at=at(), type=ValueType.OBJECT, fields=Fields(properties=(sku,), is_complete=True))
    items = Value(at=at(), type=ValueType.ARRAY, items=(item,))
    (found,) = planned(call("A", items=items)).events["A"].current.properties
    assert found.items is not None
    assert found.items.properties is not None
    assert [(p.name, p.type) for p in found.items.properties] == [("sku", Type.STRING)]


def test_an_event_whose_properties_cannot_all_be_seen_is_open() -> None:
    hidden = Call(
        at=at(),
        language="python",
        sdk="altertable",
        method=Method.TRACK,
        event_at=at(),
        events=(SentEvent(name="A", resolution=Resolution.CONSTANT, at=at()),),
    )
    assert planned(hidden).events["A"].current.additional_properties
    assert not planned(call("A")).events["A"].current.additional_properties


def test_sources_are_written_where_every_call_has_one() -> None:
    calls = [call("A"), call("B"), call("B", place=at("x.py"))]
    found = draft(calls, version_property=None, source_of={"web/app.ts": "web"}.get)
    assert [event.sources for event in found.events] == [("web",), None]


def test_calls_without_a_known_name_are_listed_apart() -> None:
    pattern = SentEvent(name="Id*", resolution=Resolution.PATTERN, at=at())
    dynamic = Call(
        at=at("b.ts", 3),
        language="typescript",
        sdk="altertable",
        method=Method.TRACK,
        event_at=at(),
        dynamic=DynamicReason.COMPUTED,
    )
    unsure = Call(
        at=at("a.ts", 2),
        language="typescript",
        sdk="altertable",
        method=Method.TRACK,
        event_at=at(),
        events=(pattern,),
    )
    found = draft([dynamic, unsure], version_property=None)
    assert found.events == ()
    assert events_text(found) == "events: {}\n"
    assert unnamed_text(found).splitlines()[1:] == ["#   a.ts:2", "#   b.ts:3"]


@pytest.mark.parametrize("carrier", ["schema_version", "v"])
def test_the_property_that_carries_the_version_is_none_of_the_event(carrier: str) -> None:
    sent = call("A", schema_version=value(None), v=value(None))
    (event,) = draft([sent], version_property=carrier).events
    assert set(event.properties) == {"schema_version", "v"} - {carrier}


@pytest.mark.parametrize("name", ["$pageview", "", "  ", " A", "A\n", "a\x00b", "\ud800"])
def test_names_that_no_plan_can_hold_are_left_out(name: str) -> None:
    assert draft([call(name)], version_property=None).events == ()


@pytest.mark.parametrize(
    "name", ["yes", "null", "1", "1e3", "a: b", "#x", "- a", "it's", "日本", "2027-01-01"]
)
def test_names_stay_text_in_the_plan(name: str) -> None:
    assert list(planned(call(name)).events) == [name]


def test_plain_names_are_written_plainly() -> None:
    assert yaml_scalar("Checkout Completed") == "Checkout Completed"


@given(
    st.lists(st.text(min_size=1, max_size=6), max_size=4),
    st.lists(st.sampled_from([*ValueType, None]), max_size=3),
    st.text(max_size=6),
)
def test_every_draft_loads_and_holds_each_name_that_a_plan_can(
    names: list[str], types: list[ValueType | None], path: str
) -> None:
    properties = {f"p{number}": value(type_) for number, type_ in enumerate(types)}
    plan = planned(call(*names, place=at(path or "a"), **properties))
    assert set(plan.events) == {name for name in names if is_plannable(name)}


def test_a_path_cannot_end_its_comment() -> None:
    lines = events_text(
        draft([call("A", place=at("a\nB: {}"))], version_property=None)
    ).splitlines()
    assert lines == ["events:", "  A:", "    # a\\nB: {}:1", "    status: active"]


def test_names_that_no_plan_can_have_are_listed_with_the_reason() -> None:
    calls = [
        call("Good", " lead ", "$own", place=at(line=1)),
        call("", "$pageview", place=at(line=2)),
        call("line\nbreak", place=at(line=3), **{"": None, " pad": None, "$lib": None, "ok": None}),
    ]
    found = draft(calls, version_property=None)
    assert [event.name for event in found.events] == ["Good"]
    assert unnamed_text(found).splitlines() == [
        "# Names that calls send and that a plan cannot have:",
        "#   web/app.ts:1: event ' lead ' is padded with spaces",
        "#   web/app.ts:1: event '$own' begins with '$', which is reserved for the SDKs",
        "#   web/app.ts:2: event '' is blank",
        "#   web/app.ts:3: event 'line\\nbreak' has a control character",
        "#   web/app.ts:3: property '' is blank",
        "#   web/app.ts:3: property ' pad' is padded with spaces",
    ]


def declared(type_: ValueType, *texts: str, is_nullable: bool = False) -> Value:
    return Value(at=at(), declared=Declared(type=type_, texts=texts, is_nullable=is_nullable))


def text(literal: str) -> Value:
    return Value(at=at(), type=ValueType.STRING, is_literal=True, literal=literal)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([declared(ValueType.NUMBER)], Drafted(type="number")),
        ([declared(ValueType.NUMBER), value(ValueType.STRING)], Drafted(type="any")),
        ([declared(ValueType.NUMBER), value(ValueType.INTEGER)], Drafted(type="number")),
        (
            [declared(ValueType.STRING, is_nullable=True)],
            Drafted(type="string", is_nullable=True),
        ),
        ([declared(ValueType.STRING, "a", "b")], Drafted(type="string", enum=("a", "b"))),
        (
            [declared(ValueType.STRING, "a", "b"), text("c")],
            Drafted(type="string", enum=("a", "b", "c")),
        ),
        ([declared(ValueType.STRING, "a", "b"), value(ValueType.STRING)], Drafted(type="string")),
        ([text("a"), text("b")], Drafted(type="string", enum=("a", "b"))),
        ([text("a"), text("a")], Drafted(type="string")),
        ([text("a"), text("A")], Drafted(type="string")),
        ([text("a"), text(" ")], Drafted(type="string")),
        ([text("a"), text("b" * 50)], Drafted(type="string")),
        ([text(f"v{n}") for n in range(20)], Drafted(type="string")),
        (
            [text("a"), text("b"), value(ValueType.NULL)],
            Drafted(type="string", is_nullable=True, enum=("a", "b")),
        ),
    ],
)
def test_what_is_declared_or_listed_is_drafted(values: list[Value], expected: Drafted) -> None:
    assert drafted(values) == expected


def test_personal_data_is_marked_by_its_name() -> None:
    sent = call(
        "A", email=value(ValueType.STRING), is_email=value(ValueType.BOOLEAN), plan=text("pro")
    )
    properties = {p.name: p for p in planned(sent).events["A"].current.properties}
    pii = properties["email"].pii
    assert pii is not None
    assert (pii.kind, pii.action) == (PiiKind.EMAIL, PiiAction.ALLOW)
    assert properties["is_email"].pii is properties["plan"].pii is None


@pytest.mark.parametrize("is_complete", [True, False])
def test_traits_are_drafted_where_all_of_them_are_seen(is_complete: bool) -> None:
    sent = call("A", plan=text("pro"))
    identify = replace(
        call(), method=Method.IDENTIFY, properties=replace(sent.properties, is_complete=is_complete)
    )
    found = draft([sent, identify], version_property=None)
    expected = {"plan": Drafted(type="string")} if is_complete else None
    assert found.traits == expected
    assert traits_text(found) == ("traits:\n  plan: string\n" if is_complete else "")
    assert draft([sent], version_property=None).traits is None
