"""The validator for programs: it says what `validate` says, and raises nothing."""

import enum
import json
import subprocess
import sys
import threading
from collections import Counter, OrderedDict, namedtuple
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from example_counts import times
from hypothesis import given, settings
from hypothesis import strategies as st

import tracking_plan
from tracking_plan import PlanError, Validator, Verdict
from tracking_plan.finding import Severity
from tracking_plan.in_process.judge import Judge
from tracking_plan.payloads.input.forms import file_records
from tracking_plan.payloads.input.read_options import ReadOptions
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import RULES, Run
from tracking_plan.plan.load import load_plan, load_text
from tracking_plan.plan.model import Plan
from tracking_plan.rule import discovered

SHOP = Path(__file__).parents[2] / "examples" / "shop"
TODAY = date(2026, 6, 1)
Two = namedtuple("Two", ["first", "second"])


class Tier(enum.StrEnum):
    PRO = "pro"


class Seats(enum.IntEnum):
    TWO = 2


PLAN = """
tracking_plan: 1
events:
  Signed Up:
    version: 2.1
    properties:
      plan: {type: string, enum: [free, pro], required: true}
      seats: integer
      score: number
      tags: {type: array, items: string}
    previous: {1.0: {properties: {plan: {type: string, enum: [basic]}}}}
  Retired: {status: retired}
"""


def plan_of(text: str = PLAN) -> Plan:
    loaded = load_text(text)
    assert loaded.plan is not None
    return loaded.plan


def validator(text: str = PLAN, **options: Any) -> Validator:
    return Validator(plan_of(text), today=TODAY, **options)


def signed_up(**properties: object) -> dict[str, Any]:
    return {
        "event": "Signed Up",
        "environment": "production",
        "distinct_id": "u_1",
        "timestamp": "2026-05-01T12:00:00Z",
        "properties": {"plan": "pro", **properties},
    }


RULES_OF_PAYLOADS = [one for one in discovered(RULES) if isinstance(one, PayloadRule)]
JUDGES = [
    Judge(plan_of(), Settings(today=TODAY), RULES_OF_PAYLOADS, fast_path=fast_path)
    for fast_path in (True, False)
]


def codes(verdict: Verdict) -> list[str]:
    return [one.code for one in verdict.findings]


def test_a_clean_payload_is_valid_and_says_its_version() -> None:
    verdict = validator().check(signed_up())
    assert (verdict.is_valid, verdict.event, verdict.version, verdict.how, verdict.findings) == (
        *(True, "Signed Up", "2.1", "inferred"),
        (),
    )
    assert str(verdict) == "'Signed Up' 2.1 (inferred): valid"


@pytest.mark.parametrize(
    "payload",
    [
        {"environment": "production", "distinct_id": "u_1", "traits": {"plan": "pro"}},
        {"environment": "production", "distinct_id": "stripe:cus_1", "new_user_id": "u_1"},
        signed_up(tags=("a", "b")),
        signed_up(tags=Two("a", "b")),
        signed_up(plan=Tier.PRO),
        signed_up(seats=Seats.TWO),
        signed_up(seats=10**30),
        OrderedDict(signed_up()),
        signed_up(plan="basic", schema_version="1.0"),
    ],
)
def test_what_json_has_is_taken_as_json_dumps_would_write_it(payload: Any) -> None:
    assert validator().check(payload).findings == ()
    assert validator().check(json.loads(json.dumps(payload))).findings == ()


def test_a_finding_has_code_severity_property_message_and_hint() -> None:
    (finding,) = validator().check(signed_up(plan="PRO")).findings
    assert (finding.code, finding.name, finding.severity) == (
        *("D204", "value-not-in-enum"),
        Severity.ERROR,
    )
    assert finding.property == "plan"
    assert finding.message.startswith("'Signed Up' 2.1 (closest): 'plan'")


def test_no_value_is_shown_unless_it_is_asked_for() -> None:
    assert "canary" not in repr(validator().check(signed_up(plan="canary")))
    assert "canary" in repr(validator(show_values=True).check(signed_up(plan="canary")))


def test_the_severities_and_the_selection_of_the_plan_count() -> None:
    mild = validator(PLAN + "findings: {severity: {D204: warning}}\n").check(signed_up(plan="x"))
    assert (mild.is_valid, codes(mild)) == (True, ["D204"])
    off = validator(PLAN + "findings: {ignore: [D204]}\n").check(signed_up(plan="x"))
    assert (off.is_valid, codes(off)) == (True, [])


CYCLE: list[Any] = []
CYCLE += [CYCLE, CYCLE]
DEEP: dict[str, Any] = {}
for _ in range(10_000):
    DEEP = {"deeper": DEEP}
WIDE: list[Any] = [1]
for _ in range(100):
    WIDE = [WIDE, WIDE]


@pytest.mark.parametrize(
    ("value", "code", "place"),
    [
        (float("nan"), "D422", "score"),
        (float("-inf"), "D422", "score"),
        (10**400, "D422", "score"),
        pytest.param(10**5000, "D422", "score", id="huge"),
        (datetime(2026, 1, 1, tzinfo=UTC), "D420", "score"),
        (Decimal("1.5"), "D420", "score"),
        (b"1", "D420", "score"),
        (UUID(int=1), "D420", "score"),
        ({1, 2}, "D420", "score"),
        (object(), "D420", "score"),
        ({1: "a"}, "D420", "score"),
        ([{"a": [b"1"]}], "D420", "score[].a[]"),
        ("\ud800", "D424", "score"),
        ({"\udc00": 1}, "D424", "score"),
        (CYCLE, "D420", None),
        (DEEP, "D420", None),
        (WIDE, "D425", None),
        ([0] * 600_000, "D425", None),
    ],
)
def test_what_json_does_not_have_is_a_finding(value: object, code: str, place: str | None) -> None:
    verdict = validator().check(signed_up(score=value))
    assert (verdict.is_valid, verdict.event, verdict.version) == (False, "Signed Up", None)
    (finding,) = verdict.findings
    assert (finding.code, finding.property) == (code, place)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        1,
        1.5,
        "text",
        b"bytes",
        (),
        [],
        {},
        set(),
        object,
        float("nan"),
        pytest.param(10**5000, id="huge"),
        CYCLE,
        DEEP,
        WIDE,
        {"event": 1},
        {"event": None},
        {"event": {}},
        {1: 2},
        {None: 2},
    ],
)
def test_whatever_is_checked_nothing_is_raised(value: object) -> None:
    verdict = validator().check(value)
    assert not verdict.is_valid
    assert verdict.findings
    assert str(verdict)


@pytest.mark.parametrize("options", [{}, {"show_values": True}, {"pii": True}])
@pytest.mark.parametrize(
    "odd", [float("inf"), 10**25, "\x00", "", [], {}, [[[]]], None, True, -0.0]
)
def test_odd_values_anywhere_in_a_payload_raise_nothing(options: Any, odd: object) -> None:
    check = validator(**options).check
    for key in ("event", "environment", "distinct_id", "anonymous_id", "timestamp", "properties"):
        assert str(check(signed_up() | {key: odd}))
    for key in ("plan", "seats", "tags", "schema_version", "$lib"):
        assert str(check(signed_up(**{key: odd})))


def test_names_out_of_payloads_are_masked() -> None:
    odd = signed_up(**{"ada@mail.example": {1}}) | {"event": "ada@mail.example"}
    assert "ada@" not in repr(validator().check(odd))
    assert "ada@" not in repr(validator().check(signed_up(**{"ada@mail.example": 1})))


def _payloads(folder: Path) -> list[Any]:
    options = ReadOptions()
    return [one.value for one in file_records(folder / "captured" / "events.ndjson", options)]


def test_it_finds_what_validate_finds() -> None:
    plan = load_plan(SHOP / "tracking-plan.yaml", SHOP).plan
    assert plan is not None
    payloads = _payloads(SHOP)
    check = Validator(plan, today=TODAY).check
    verdicts = [check(payload) for payload in payloads]
    run = Run(plan, Settings(today=TODAY), fast_path=False)
    run.judge("-", file_records(SHOP / "captured" / "events.ndjson", ReadOptions()))
    counts = Counter((one.code, one.message) for each in verdicts for one in each.findings)
    assert counts == {(one.code.id, one.problem.message): one.problem.count for one in run.findings}
    assert sum(not each.is_valid for each in verdicts) == run.totals.invalid
    assert Counter((v.event, v.version, v.how) for v in verdicts if v.event) == {
        (row.key.event, row.key.version, row.key.how): row.count for row in run.traffic
    }


def test_the_fast_path_changes_no_verdict() -> None:
    plan = load_plan(SHOP / "tracking-plan.yaml", SHOP).plan
    assert plan is not None
    fast, slow = (
        Judge(plan, Settings(today=TODAY), RULES_OF_PAYLOADS, fast_path=fast_path)
        for fast_path in (True, False)
    )
    for payload in _payloads(SHOP):
        assert fast.verdict(payload) == slow.verdict(payload)
        assert fast.verdict(payload) is fast.verdict(payload) or fast.verdict(payload).findings


ODD = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.characters(categories=["Cs"])
    | st.sampled_from(["pro", "free", "1.0", "2.1", 2.1, 10**30, "2026-01-01", "a@b.example"])
    | st.binary(max_size=3)
    | st.dates()
    | st.decimals()
)
NESTS = st.recursive(
    ODD,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.dictionaries(st.text(max_size=5) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    "event environment distinct_id anonymous_id timestamp properties traits new_user_id".split()
)
KEYS = st.sampled_from("plan seats score tags schema_version $lib extra".split())


@given(
    fields=st.dictionaries(FIELDS, NESTS, max_size=3),
    properties=st.dictionaries(KEYS, NESTS, max_size=4),
    left_out=st.sets(FIELDS, max_size=2),
)
@settings(max_examples=times(150), deadline=None)
def test_any_values_anywhere_get_a_verdict_with_and_without_the_fast_path(
    fields: dict[str, Any], properties: dict[str, Any], left_out: set[str]
) -> None:
    payload = signed_up(**properties) | fields
    for field in left_out:
        payload.pop(field, None)
    fast, slow = (judge.verdict(payload) for judge in JUDGES)
    assert fast == slow
    assert fast.is_valid is all(one.severity is not Severity.ERROR for one in fast.findings)


def test_threads_may_share_one() -> None:
    shared = validator()
    expected = [validator().check(signed_up(plan=f"p{n}")) for n in range(50)]
    found: dict[int, list[Verdict]] = {}

    def work(number: int) -> None:
        found[number] = [shared.check(signed_up(plan=f"p{n}")) for n in range(50)]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(found[number] == expected for number in range(8))


def test_the_day_is_that_of_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    class Day(date):
        @classmethod
        def today(cls) -> "Day":
            return cls(2026, 1, day)

    monkeypatch.setattr("tracking_plan.in_process.validator.date", Day)
    day = 1
    text = "tracking_plan: 1\nevents: {Ending: {status: deprecated, sunset: 2026-01-03}}\n"
    check = Validator(plan_of(text)).check
    payload = signed_up() | {"event": "Ending", "properties": {}, "timestamp": None}
    assert codes(check(payload)) == ["D103"]
    day = 5
    assert codes(check(payload)) == ["D104"]


def test_a_plan_is_read_from_its_file_or_its_folder(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text(PLAN)
    for path in (tmp_path, str(tmp_path), tmp_path / "tracking-plan.yaml"):
        assert Validator.of(path).check(signed_up()).is_valid


def test_a_plan_with_errors_says_them_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "tracking-plan.yaml").write_text("tracking_plan: 1\nevents: {A: {verison: 1.0}}\n")
    with pytest.raises(PlanError) as raised:
        Validator.of(tmp_path)
    assert "tracking-plan.yaml:2:" in str(raised.value)
    with pytest.raises(PlanError):
        Validator(plan_of("tracking_plan: 1\nevents: {A: {verison: 1.0}}\n"))
    with pytest.raises(PlanError, match=r"has no tracking-plan\.yaml"):
        Validator.of(tmp_path.parent)
    with pytest.raises(FileNotFoundError):
        Validator.of(tmp_path / "other.yaml")


def test_importing_the_package_imports_nothing_else() -> None:
    program = (
        "import sys; before = set(sys.modules); import tracking_plan;"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["tracking_plan"]


def test_the_public_names_are_there() -> None:
    assert all(getattr(tracking_plan, name) for name in tracking_plan.__all__)
    with pytest.raises(AttributeError, match="no attribute 'validator'"):
        tracking_plan.validator  # type: ignore[attr-defined]  # noqa: B018
