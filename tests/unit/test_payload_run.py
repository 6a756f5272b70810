"""Runs as a whole: the fast path skips nothing, memory is bounded, and no value leaks."""

import inspect
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, NamedTuple

import pytest
from example_counts import times
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tracking_plan.finding import Code, Severity
from tracking_plan.payloads.fast_path.fast_path import FastPath
from tracking_plan.payloads.input.forms import records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.input.record import Record
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.parse_error_rule import ParseErrorRule
from tracking_plan.payloads.judging.payload import payload_of, place_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.repeat_rule import RepeatRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.run import RULES, AnyRule, Run
from tracking_plan.payloads.tally.groups import MAX_GROUPS, MAX_PLACES
from tracking_plan.payloads.tally.traffic import MAX_NAMES, OTHERS, Traffic
from tracking_plan.place import Json
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Problem, discover
from tracking_plan.traffic.data import row_json
from tracking_plan.validation.engine import Engine
from tracking_plan.validation.validator import WORDS

LOADED = load_text(
    """
tracking_plan: 1
environments: [production, staging]
sources:
  web: {libs: [altertable-js]}
  backend: {libs: [our-server]}
events:
  Checkout Completed:
    previous_names: [checkout_completed]
    version: 2.1
    properties:
      amount: {type: number, minimum: 0, required: true}
      currency: {enum: [USD, EUR, {value: DEM, status: deprecated}], type: string}
      note: string
      email: {type: string, pii: {kind: email, action: allow, reason: support}}
      ssn: {type: string, pii: {kind: id, action: drop}}
      old: {type: string, status: deprecated}
      older: {type: string, status: retired}
      items:
        type: array
        items:
          type: object
          properties: {sku: string!, was: {type: string, status: deprecated}}
    previous:
      1.0: {properties: {total: number!}}
  Server Only: {sources: [backend]}
  Fading: {status: deprecated}
  Open: {additional_properties: true}
  Ending: {sunset: 2026-01-01}
  Labelled:
    properties:
      labels: {type: object, additional_properties: {type: string, max_length: 30}}
      contacts:
        type: object
        additional_properties:
          type: string
          pii: {kind: email, action: allow, reason: support}
      lines:
        type: object
        additional_properties:
          type: object
          properties: {sku: string!, was: {type: string, status: deprecated}}
    additional_properties: {type: integer, minimum: 0}
  Coded:
    properties:
      codes: {type: array, items: {enum: [1, 2.5, x, {value: 3, status: deprecated}]}}
      gone: {enum: [{value: a, status: deprecated}], nullable: true}
      by_name: {type: object, additional_properties: {enum: [{value: 0.0, status: deprecated}, 1]}}
    additional_properties: {enum: [a, {value: b, status: deprecated, replaced_by: a}]}
  Noted: {additional_properties: string}
  Faded: {additional_properties: {type: string, status: deprecated}}
  Reviewed: {additional_properties: {type: string, pii: none}}
traits:
  plan: {type: string, enum: [free, pro]}
"""
)
assert LOADED.plan is not None
assert not LOADED.is_faulty, LOADED.findings
PLAN = LOADED.plan
TODAY = date(2026, 1, 1)
GOOD: dict[str, Any] = {
    "event": "Checkout Completed",
    "environment": "production",
    "properties": {"amount": 1, "currency": "USD"},
    "distinct_id": "u1",
}


def run_of(
    *payloads: Any, engine: Engine = Engine.RUST, noisy: bool = False, show: bool = False
) -> Run:
    run = Run(PLAN, Settings(today=TODAY, engine=engine, noisy=noisy, show_values=show))
    run.judge("x", [Record(n, b"", payload) for n, payload in enumerate(payloads, start=1)])
    return run


def codes(run: Run) -> set[str]:
    return {finding.code.id for finding in run.findings}


def test_a_clean_payload_says_nothing_and_is_counted() -> None:
    run = run_of(GOOD, GOOD | {"timestamp": "2026-01-02T03:04:05+01:00"})
    assert run.findings == ()
    [row] = run.traffic
    assert row_json(row, 4) == {
        "event": "Checkout Completed",
        "version": "2.1",
        "how": "inferred",
        "count": 2,
        "invalid": 0,
        "first": "2026-01-02T02:04:05.000Z",
        "last": "2026-01-02T02:04:05.000Z",
        "share": 50.0,
        "untimed": 1,
        "interval": "hour",
        "by_time": {"2026-01-02T02:00Z": [1, 0]},
        "findings": [],
    }


def test_a_previous_name_is_one_warning_and_the_event_otherwise() -> None:
    run = run_of(GOOD | {"event": "checkout_completed"})
    [finding] = run.findings
    assert (finding.code.id, finding.severity) == ("D109", Severity.WARNING)
    assert finding.problem.event == "Checkout Completed"
    assert [row.key.event for row in run.traffic] == ["Checkout Completed"]


def hints(*payloads: Any) -> dict[str, str | None]:
    return {one.code.id: one.problem.hint for one in run_of(*payloads).findings}


@pytest.mark.parametrize(
    "name", [" Checkout Completed", "Checkout Completed\t", "checkout  completed "]
)
def test_a_spelling_that_no_plan_can_list_is_not_to_be_listed(name: str) -> None:
    assert hints(GOOD | {"event": name})["D102"] == "send it as 'Checkout Completed'"
    assert "previous_names" in (hints(GOOD | {"event": "checkout Completed"})["D102"] or "")


def test_properties_that_stand_beside_are_to_be_moved_and_not_left_out() -> None:
    beside = {"event": "Checkout Completed", "environment": "production", "amount": 1}
    for payload, code in ((beside, "D404"), (beside | {"properties": None}, "D410")):
        found = hints(payload)
        assert found["D401"] == "move it into 'properties'"
        assert found[code] == "move into it what stands beside it"
    del beside["amount"]
    assert hints(beside)["D404"] == "send an empty object"


def test_a_newer_minor_is_one_warning_and_what_it_added_are_infos() -> None:
    properties = {"schema_version": "2.9", "amount": 1, "currency": "CHF", "new": 1}
    run = run_of(GOOD | {"properties": properties})
    assert {(f.code.id, f.severity) for f in run.findings} == {
        ("D114", Severity.WARNING),
        ("D201", Severity.INFO),
        ("D204", Severity.INFO),
    }
    assert run.totals.invalid == 0


def test_unplanned_events_of_the_sdks_are_accepted() -> None:
    page = GOOD | {"event": "$pageview", "properties": {"$url": "https://x.example/", "utm": "a"}}
    assert run_of(page).findings == ()


def test_identical_findings_are_one_with_its_first_places() -> None:
    bad = GOOD | {"properties": {"amount": "x"}}
    run = run_of(*[bad] * 9)
    [finding] = run.findings
    assert finding.problem.count == 9
    assert [place.span.line for place in finding.problem.places if place.span] == [1, 2, 3, 4, 5]
    assert len(finding.problem.places) == MAX_PLACES
    assert run.totals.invalid == 9


def test_memory_is_bounded_whatever_names_payloads_make_up() -> None:
    names = [GOOD | {"event": f"event-{n}-zzz"} for n in range(MAX_GROUPS + MAX_NAMES)]
    run = run_of(*names)
    assert sum(finding.problem.count for finding in run.findings) == len(names)
    assert len(run.findings) == MAX_GROUPS + 1
    assert sum(row.count for row in run.traffic) == len(names)
    assert run.traffic[0].key.event == OTHERS


SECRETS = ("s3cret-value", "jane.doe@acme.example", "4111 1111 1111 1111")


def test_no_value_is_told_unless_it_is_asked_for() -> None:
    leaky = [
        GOOD | {"properties": {"amount": SECRETS[0], "note": SECRETS[1]}},
        GOOD | {"properties": {"amount": 1, "currency": SECRETS[0], "ssn": SECRETS[2]}},
        GOOD | {"event": SECRETS[1], "environment": SECRETS[1], "timestamp": SECRETS[0]},
        GOOD | {"properties": {"amount": 1, SECRETS[1]: SECRETS[0], "schema_version": SECRETS[0]}},
        GOOD | {"distinct_id": SECRETS[1], SECRETS[1]: 1, "event": {"x": SECRETS[0]}},
        {"distinct_id": "u", "traits": {"plan": SECRETS[0], SECRETS[1]: SECRETS[2]}},
        SECRETS[0],
    ]
    quiet = repr(run_of(*leaky, noisy=True).findings) + repr(run_of(*leaky).traffic)
    assert not [secret for secret in SECRETS if secret in quiet]
    assert SECRETS[0] in repr(run_of(*leaky, show=True).findings)


def test_long_names_are_cut() -> None:
    [finding] = run_of(GOOD | {"event": "x" * 500}).findings
    assert finding.problem.event is not None
    assert len(finding.problem.event) == 80
    assert "x" * 100 not in finding.problem.message


@pytest.mark.parametrize(
    ("properties", "path", "hint"),
    [
        ({"Amount": 1}, "amount", "it is sent as 'Amount'"),
        ({"AMOUNT_": 1}, "amount", "it is sent as 'AMOUNT_'"),
        ({"amounts": 1}, "amount", None),
        ({"$amount": 1}, "amount", None),
        ({"amount": 1, "items": [{"SKU": "a"}]}, "items[].sku", "it is sent as 'SKU'"),
    ],
)
@pytest.mark.parametrize("engine", list(Engine))
def test_a_missing_property_that_is_spelled_otherwise_is_found(
    properties: dict[str, Any], path: str, hint: str | None, engine: Engine
) -> None:
    run = run_of(GOOD | {"properties": {"schema_version": "2.1", **properties}}, engine=engine)
    [missing] = [finding for finding in run.findings if finding.code.id == "D202"]
    assert (missing.problem.property, missing.problem.hint) == (path, hint)


def test_every_violation_is_told_by_a_rule() -> None:
    bad: dict[str, Any] = {
        "amount": -1,
        "currency": "CHF",
        "ssn": "1",
        "items": [{"sku": 1}, {}],
        "unknown": 1,
    }
    run = run_of(GOOD | {"properties": bad})
    assert {"D201", "D202", "D203", "D204", "D213", "D503"} <= codes(run)


def test_every_keyword_of_a_violation_has_a_rule() -> None:
    modules = {inspect.getmodule(rule.check) for rule in EVERY}
    text = "".join(inspect.getsource(module) for module in modules if module)
    assert [word for word in WORDS if f'"{word}"' not in text] == []


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from(["USD", "EUR", "x", "jane@acme.example", "4111111111111111", "+15551234567"]),
    st.sampled_from(["", "anonymous", "Undefined", "u1", "null", "2.1", "9.0", "2.7", "\u00a0"]),
)
VERSIONED = ("schema_version", "$lib", "$color", "$url")
PROPERTIES = st.dictionaries(
    st.sampled_from(
        [
            "amount",
            "currency",
            "note",
            "email",
            "ssn",
            "old",
            "older",
            "items",
            "total",
            "x",
            *VERSIONED,
        ]
    ),
    LEAVES
    | st.lists(st.dictionaries(st.sampled_from(["sku", "was", "x"]), LEAVES), max_size=2)
    | st.sampled_from(["altertable-js", "our-server"]),
    max_size=5,
)
GOOD_PROPERTIES = st.fixed_dictionaries(
    {"amount": st.integers(0, 3)},
    optional={
        "currency": st.sampled_from(["USD", "EUR", "DEM"]),
        "note": st.sampled_from(["x", "a@b.example", "12345678-1234-1234-1234-123456789012"]),
        "$lib": st.sampled_from(["altertable-js", "our-server", "other", 1]),
        "$os_version": st.just("1"),
        "$colour": st.just("1"),
        "old": st.just("1"),
        "items": st.just([{"sku": "a"}]) | st.just([{"sku": "a", "was": "b"}]),
        "schema_version": st.sampled_from(["2.1", "2.0", 2, True, 2.0, None, "2.2", "x"]),
        "email": st.just("a@b.example"),
    },
)
MAPPED = st.dictionaries(
    st.sampled_from(["labels", "contacts", "lines", "a", "b@c.example", *VERSIONED]),
    st.integers(-1, 9)
    | st.sampled_from([4111111111111111, 10**19])
    | LEAVES
    | st.dictionaries(
        st.sampled_from(["a", "b", "jane@acme.example"]),
        LEAVES | st.dictionaries(st.sampled_from(["sku", "was", "x"]), LEAVES, max_size=2),
        max_size=2,
    ),
    max_size=4,
)
NAMES = st.sampled_from(
    [
        "Checkout Completed",
        "checkout_completed",
        "Server Only",
        "Fading",
        "Open",
        "Ending",
        "Labelled",
    ]
) | st.sampled_from(["$pageview", "$x", " Open", "", "Nope", "open"])
TIMES = st.sampled_from(
    ["2025-12-31T23:59:59Z", "2026-02-30", "2026-01-01", "20260101T000000Z", 1767225600]
) | st.sampled_from([1767225600000, None, 1e13, "x", "2026-01-01T00:00:00.1234567+0100", 10**14])
ENVELOPES = st.fixed_dictionaries(
    {"event": NAMES, "environment": st.sampled_from(["production", "prod", 1])},
    optional={
        "properties": PROPERTIES | GOOD_PROPERTIES | MAPPED | st.none(),
        "distinct_id": LEAVES,
        "anonymous_id": LEAVES,
        "session_id": LEAVES,
        "timestamp": TIMES,
        "release": st.just("1"),
    },
)
CLEANISH = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["Checkout Completed", "Open", "Server Only", "Ending"]),
        "environment": st.just("production"),
        "properties": GOOD_PROPERTIES,
        "distinct_id": st.sampled_from(["u1", "null", "Guest", "a@b.example"]),
    },
    optional={"timestamp": TIMES},
)
CODED = st.fixed_dictionaries(
    {
        "event": st.just("Coded"),
        "environment": st.just("production"),
        "distinct_id": st.just("u1"),
        "properties": st.fixed_dictionaries(
            {},
            optional={
                "codes": st.lists(st.sampled_from([1, 1.0, 2.5, "x", 3, 3.0, 4]), max_size=3),
                "gone": st.sampled_from(["a", None, "b"]),
                "by_name": st.dictionaries(
                    st.sampled_from(["a", "b"]), st.sampled_from([0, -0.0, 1, True, False])
                ),
                "x": st.sampled_from(["a", "b", "c"]),
                "$lib": st.just("altertable-js"),
            },
        ),
    }
)
LABELLED = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["Labelled", "Reviewed", "Noted", "Faded"]),
        "environment": st.just("production"),
        "properties": MAPPED,
        "distinct_id": st.just("u1"),
    }
)

TRAITS = st.dictionaries(
    st.sampled_from(["plan", "$plan", "x", "$lib", "old"]),
    LEAVES | st.sampled_from(["free", "pro", "altertable-js", "our-server"]),
    max_size=3,
)
PEOPLE = st.fixed_dictionaries(
    {"environment": st.sampled_from(["production", "production", "prod", 1])},
    optional={
        "distinct_id": st.just("u1") | LEAVES,
        "new_user_id": st.sampled_from(["u2", "u1"]) | LEAVES,
        "anonymous_id": st.just("u3") | LEAVES,
        "traits": st.just({"plan": "free"}) | TRAITS | st.none(),
        "properties": PROPERTIES,
        "timestamp": TIMES,
        "release": st.just("1"),
    },
)


# Rules that are not screened yet switch the fast path off: the others are what it has to respect.
EVERY: tuple[AnyRule, ...] = discover(RULES)
SCREENED = tuple(
    rule
    for rule in EVERY
    if isinstance(rule, ParseErrorRule | RepeatRule) or getattr(rule, "is_screened", False)
)
PAYLOAD_RULES = tuple(rule for rule in SCREENED if isinstance(rule, PayloadRule))


class Alone(NamedTuple):
    """A fast path by itself, and what it takes counts in."""

    examiner: Examiner
    traffic: Traffic
    counts: Counter[str]
    takes: Callable[[Json], bool]


def alone(*, noisy: bool = False) -> Alone:
    examiner = Examiner(PLAN, Settings(today=TODAY, noisy=noisy))
    traffic, counts = Traffic(), Counter[str]()
    path = FastPath(examiner)

    def takes(payload: Json) -> bool:
        taken = path.takes(payload)
        path.settle(traffic, counts)
        return taken

    return Alone(examiner, traffic, counts, takes)


SHARED = {noisy: alone(noisy=noisy) for noisy in (False, True)}


@given(ENVELOPES | CLEANISH | LABELLED | CODED, st.booleans())
@settings(max_examples=times(250), deadline=None)
@example(GOOD, False)
@example(GOOD | {"event": "$pageview", "properties": {}}, False)
def test_the_fast_path_takes_only_what_no_rule_speaks_of(payload: Any, noisy: bool) -> None:
    path = SHARED[noisy]
    before = {row.key: row.count for row in path.traffic}
    if not path.takes(payload):
        return
    [key] = [row.key for row in path.traffic if row.count != before.get(row.key, 0)]
    subject = path.examiner.subject(payload_of(payload, place_of("x", 1, 1)))
    assert [problem for rule in PAYLOAD_RULES for problem in rule.check(subject)] == []
    verdict = subject.verdict  # None for an event of the SDKs that the plan does not describe
    expected = (str(verdict.version.version), verdict.how) if verdict else (None, None)
    assert (key.version, key.how) == expected


def outcome(run: Run) -> tuple[Any, ...]:
    return run.findings, [row_json(row, 1) for row in run.traffic], run.totals


UNVERSIONED = replace(PLAN, version_property=None, traits=None, environments=None)


# A run compiles the schemas of its plan: each is given many payloads, for there are few runs.
@given(
    st.lists(ENVELOPES | CLEANISH | PEOPLE, min_size=30, max_size=60),
    st.booleans(),
    st.sampled_from([PLAN, UNVERSIONED]),
)
@settings(max_examples=times(25), deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@example([], False, PLAN)
@example([GOOD] * 2, False, PLAN)
@example([GOOD | {"event": "Open", "properties": {"": "1.0"}}], False, UNVERSIONED)
def test_the_outcome_is_the_same_whichever_way_payloads_take(
    payloads: list[Any], noisy: bool, plan: Plan
) -> None:
    how = Settings(today=TODAY, noisy=noisy)
    runs = [Run(plan, how, rules=SCREENED, fast_path=fast_path) for fast_path in (True, False)]
    for run in runs:
        run.judge("x", [Record(n, b"", payload) for n, payload in enumerate(payloads, start=1)])
    short, careful = map(outcome, runs)
    assert short == careful


def test_the_fast_path_is_taken() -> None:
    path = alone()
    assert path.takes(GOOD)
    assert path.takes(GOOD | {"event": "Open", "properties": {"any": 1, "$url": "x"}})
    assert path.takes(GOOD | {"event": "$pageview", "properties": {"$url": "x"}})
    person: dict[str, Any] = {"environment": "production", "distinct_id": "u1"}
    assert path.takes(person)
    assert path.takes(person | {"traits": {"plan": "free", "$os": "x"}})
    assert path.takes(person | {"new_user_id": "u2"})
    assert not path.takes(person | {"new_user_id": "u1"})
    assert not path.takes(person | {"traits": {"plan": "gold"}})
    assert path.counts["payloads"] == path.counts["track"] + 3 == 6


def test_a_run_takes_the_fast_path_only_where_no_rule_is_skipped_by_it() -> None:
    looked_at: list[Subject] = []

    def look(subject: Subject) -> Iterator[Problem]:
        looked_at.append(subject)
        yield from ()

    code = Code(id="D999", name="look", severity=Severity.ERROR, page="")
    for is_screened, fast_path in product((True, False), repeat=2):
        looked_at.clear()
        rule = PayloadRule(code, look, is_screened=is_screened)
        run = Run(PLAN, Settings(today=TODAY), rules=[rule], fast_path=fast_path)
        run.judge("x", [Record(1, b"", GOOD)])
        assert len(looked_at) == (not (is_screened and fast_path))
        assert run.totals.payloads == run.totals.track == 1


def test_a_moment_beyond_the_calendar_is_looked_at_closely() -> None:
    run = run_of(GOOD | {"timestamp": "0001-01-01T00:00:00+05:00"})
    assert codes(run) == {"D411"}


@given(st.lists(ENVELOPES, min_size=20, max_size=40))
@settings(max_examples=15, deadline=None)
def test_both_engines_find_the_same(payloads: list[Any]) -> None:
    fast, reference = run_of(*payloads), run_of(*payloads, engine=Engine.REFERENCE)
    assert set(fast.findings) == set(reference.findings)


@given(st.lists(ENVELOPES, max_size=60))
@settings(max_examples=30, deadline=None)
def test_counts_add_up(payloads: list[Any]) -> None:
    run = run_of(*payloads)
    totals = run.totals
    assert totals.payloads == len(payloads)
    assert totals.track + totals.identify + totals.alias + totals.unknown == len(payloads)
    assert sum(row.invalid for row in run.traffic) <= totals.invalid


@pytest.mark.parametrize("engine", list(Engine))
def test_the_documented_payloads_behave_as_documented(engine: Engine) -> None:
    plan = load_text(
        """
tracking_plan: 1
events:
  Purchase Completed: {properties: {amount: number!, currency: string!}}
  Checkout Started: {}
  Checkout Completed:
    previous_names: [checkout_completed]
    properties: {revenue: number!, plan: string, currency: string!}
"""
    ).plan
    assert plan is not None
    capture = [
        {
            "event": "Purchase Completed",
            "environment": "production",
            "properties": {"amount": 49.99, "currency": "USD"},
            "distinct_id": "u_1",
        },
        [
            {
                "event": "Checkout Started",
                "environment": "production",
                "properties": {},
                "distinct_id": "u_1",
            },
            {
                "event": "checkout_completed",
                "environment": "production",
                "properties": {"revenue": 1, "plan": "pro", "currency": "USD"},
                "distinct_id": "u_1",
            },
        ],
    ]
    data = b"\n".join(json.dumps(line).encode() for line in capture)
    run = Run(plan, Settings(today=TODAY, engine=engine))
    run.judge("-", records(io.BytesIO(data), ReadOptions()))
    assert [finding.code.id for finding in run.findings] == ["D109"]
    assert run.totals.payloads == 3
