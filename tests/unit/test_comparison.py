"""Two plans side by side: which versions are paired, and what is said of plans as a whole."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from version_search import step_of

from tracking_plan.place import JsonSchema, Place
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry import shown_documents
from tracking_plan.registry.comparison import Compared, compare
from tracking_plan.registry.documents import DocumentPair
from tracking_plan.registry.findings import findings
from tracking_plan.registry.plan_changes import plan_changes
from tracking_plan.registry.planned import planned
from tracking_plan.registry.proofs.containment import Proof
from tracking_plan.registry.shown import as_lines
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.verdict import Verdict, verdict
from tracking_plan.triage.gathered import gathered

TODAY = date(2026, 1, 1)


def plan(text: str) -> Plan:
    loaded = load_text(f"tracking_plan: 1\n{text}")
    assert loaded.plan is not None
    assert not loaded.is_faulty, loaded.findings
    return loaded.plan


def said(old: str, new: str, policy: Compatibility = Compatibility.ALL) -> Iterator[str]:
    """The findings: code and event."""
    each = compare(planned(plan(old)), planned(plan(new)), TODAY, policy)
    for one in gathered(findings(each, Place(path="tracking-plan.yaml"))):
        yield f"{one.code.id} {one.problem.event}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("events: {A: {properties: {p: string}}}", "events: {A: {properties: {p: string}}}"),
        (
            "shared: {s: {enum: [a, b]}}\nevents: {A: {properties: {p: ref s}}}",
            "events: {A: {properties: {p: {enum: [a, b]}}}}",
        ),
        ("events: {A: {description: one, owner: x}}", "events: {A: {description: two}}"),
        (
            "events: {A: {status: draft, properties: {p: string}}}",
            "events: {A: {properties: {p: integer}}}",
        ),
        ("events: {A: {status: retired}}", "events: {B: }"),
        (
            "events: {A: {status: retired, properties: {p: {enum: [a]}}}}",
            "events: {A: {status: retired, properties: {p: {enum: [a, b]}}}}",
        ),
        (
            "events: {A: {status: retired, properties: {p: string!, q: string}}}",
            "events: {A: {sunset: 2025-12-31, properties: {p: integer}}}",
        ),
        (
            "events: {A: {version: 2.0, previous: {1.0: {status: retired, sources: [web]}}}}",
            "events: {A: {version: 2.0, previous: {1.0: {status: retired, sources: [ios]}}}}",
        ),
        (
            "events: {A: {properties: {p: string}}}",
            "events: {A: {version: 2.0, properties: {p: integer},"
            " previous: {1.0: {status: deprecated, properties: {p: string}}}}}",
        ),
        (
            "events: {a: }",
            "events: {A: {previous_names: [a], version: 2.0, previous: {1.0: {}}}}",
        ),
    ],
)
def test_nothing_is_said_of_what_changes_nothing_or_has_its_version(old: str, new: str) -> None:
    assert [*said(old, new)] == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("events: {A: , B: }", "events: {A: }", ["V102 B"]),
        ("events: {a: }", "events: {A: {previous_names: [a]}}", ["V103 A"]),
        ("events: {a: , b: }", "events: {A: {previous_names: [a, b]}}", ["V103 A", "V103 A"]),
        ("events: {A: , b: }", "events: {A: {previous_names: [b]}}", ["V103 A"]),
        ("events: {A: {version: 1.2}}", "events: {A: {version: 1.1}}", ["V401 A"]),
        ("events: {A: {version: 1.2}}", "events: {A: {version: 2.0}}", ["V105 A"]),
        (
            "events: {A: {status: retired, properties: {p: string}}}",
            "events: {A: {properties: {p: integer}}}",  # it may be sent again
            ["V106 A", "V207 A"],
        ),
        (
            "events: {A: {status: deprecated, sunset: 2025-12-31}}",
            "events: {A: {status: deprecated, sunset: 2026-12-31}}",  # put off after it had come
            ["V106 A"],
        ),
    ],
)
def test_what_became_of_events_is_said(old: str, new: str, expected: list[str]) -> None:
    assert [*said(old, new)] == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("status: active", "status: deprecated", []),
        ("status: deprecated", "status: active", []),
        ("status: deprecated, sunset: 2026-06-01", "status: deprecated, sunset: 2027-01-01", []),
        ("status: retired", "status: retired", []),
        ("status: retired", "status: deprecated, sunset: 2025-12-31", []),
        ("status: retired", "status: deprecated", ["V106"]),
        ("status: retired", "status: active", ["V106"]),
        ("status: deprecated, sunset: 2025-12-31", "status: deprecated", ["V106"]),
    ],
)
def test_an_older_version_that_may_be_sent_again_is_listed(
    before: str, after: str, expected: list[str]
) -> None:
    body = "{version: 2.0, previous: {1.0: {%s, properties: {p: string}}}}"
    older, newer = (plan(f"events: {{A: {body % one}}}") for one in (before, after))
    compared = [*compare(planned(older), planned(newer), TODAY, Compatibility.ALL)]
    changes = [one for event in compared for step in event.verdicts for one in step.changes]
    assert [one.code.id for one in changes] == expected
    assert {one.bump for one in changes} <= {Bump.NONE}
    assert [*findings(compared, Place(path="tracking-plan.yaml"))] == []


@pytest.mark.parametrize(
    ("before", "after", "said_of_it"),
    [
        ("status: deprecated", "status: active", ("is active", Effect.SAFE)),
        ("status: active", "status: deprecated", ("is deprecated", Effect.SAFE)),
        *(
            (before, after, ("may be sent again; it was retired", Effect.NOTICE))
            for before in ("status: retired", "status: deprecated, sunset: 2025-12-31")
            for after in ("status: active", "status: deprecated", "sunset: 2026-06-01")
        ),
    ],
)
def test_an_event_that_comes_back_was_retired_and_not_only_deprecated(
    before: str, after: str, said_of_it: tuple[str, Effect]
) -> None:
    older, newer = (planned(plan(f"events: {{A: {{{one}}}}}")) for one in (before, after))
    (event,) = compare(older, newer, TODAY, Compatibility.ALL)
    ((change,),) = ([one.change for one in step.changes] for step in event.verdicts)
    assert (change.says, change.consumers) == said_of_it
    assert change.producers is Effect.SAFE
    assert event.verdicts[0].required is Bump.MINOR


def test_a_trait_that_changed_has_both_places() -> None:
    old, new = plan("traits: {t: string}"), plan("name: x\ntraits: {t: integer}")
    ((_, problem),) = plan_changes(old, new, TODAY)
    places = (problem.at, *(one.at for one in problem.related))
    spans = [one.span for one in places if one is not None]
    assert [one.line for one in spans if one is not None] == [3, 2]


KEPT = "Kept: {properties: {p: string}}"
TWO = "{properties: {p: string, q: integer}}"


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        (f"A: {TWO}", f"B: {TWO}", "B"),
        ("A: {properties: {p: string}}", "B: {properties: {p: integer}}, C: ", "B"),
        ("Order Refunded: ", "Order Refund: ", "Order Refund"),
        ("Order Refunded: {properties: {p: string}}", "order_refunded: , C: ", "order_refunded"),
        (f"Order Refunded: {TWO}", f"Paid: {TWO}, Orders Refunded: {TWO}", "Orders Refunded"),
    ],
)
def test_a_new_event_that_looks_like_one_that_is_gone_may_be_its_new_name(
    old: str, new: str, name: str
) -> None:
    assert f"under the `previous_names` of {name!r}" in _hint_of_removal(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A: {properties: {p: string}}", "Paid: "),  # Kept, which has them, is not new
        ("A: {properties: {p: string}}", "B: {properties: {q: string}}"),
        ("A: ", "B: "),  # without properties, all events are the same
        (f"A: {TWO}", f"B: {TWO}, C: {TWO}"),
    ],
)
def test_other_new_events_are_not_taken_for_one_that_is_gone(old: str, new: str) -> None:
    assert "previous_names" not in _hint_of_removal(old, new)


def _hint_of_removal(old: str, new: str) -> str:
    """The hint where the events of `old` are gone, and those of `new` are there."""
    before, after = (planned(plan(f"events: {{{KEPT}, {events}}}")) for events in (old, new))
    each = compare(before, after, TODAY, Compatibility.ALL)
    found = {one.code.id: one for one in findings(each, Place(path="tracking-plan.yaml"))}
    return found["V102"].problem.hint or ""


def test_a_change_of_a_shared_definition_is_said_once() -> None:
    events = "events: {A: {properties: {p: ref s}}, B: {version: 1.4, properties: {q: ref s}}}"
    old = f"shared: {{s: {{enum: [a, b]}}}}\n{events}"
    assert [*said(old, old.replace("[a, b]", "[a]"))] == ["V302 None"]


def test_an_event_that_takes_a_shared_definition_twice_is_one_event() -> None:
    events = "events: {A: {properties: {p: ref s, q: ref s}}, B: {properties: {q: ref s}}}"
    old = f"shared: {{s: {{enum: [a, b]}}}}\n{events}"
    new = planned(plan(old.replace("[a, b]", "[a, b, c]")))
    each = compare(planned(plan(old)), new, TODAY, Compatibility.ALL)
    (found,) = gathered(findings(each, Place(path="tracking-plan.yaml")))
    assert found.problem.message.endswith(
        "the versions of 2 events are too low: 'A 1.0' and 'B 1.0'"
    )
    assert found.problem.count == 3


def test_under_a_policy_only_its_directions_decide() -> None:
    old, new = "events: {A: {properties: {p: string!}}}", "events: {A: {properties: {p: string}}}"
    assert [*said(old, new)] == ["V204 A"]
    bumped = new.replace("{properties", "{version: 1.1, properties")
    assert [*said(old, bumped, Compatibility.PRODUCERS)] == []
    assert [*said(old, bumped, Compatibility.CONSUMERS)] == ["V204 A"]


OLD: JsonSchema = {"type": "array", "items": {"type": "string"}}
NEW: JsonSchema = {"not": {}, "x-status": "retired"}
# Events are never retired by their schema, so that no rule speaks of it.


def test_a_payload_that_refutes_the_rules_is_shown() -> None:
    found = verdict(step_of(OLD, NEW), Compatibility.ALL)
    assert found.changes == ()
    assert found.counterexample == []
    assert found.is_unsound


def test_what_is_refuted_is_refused_without_a_payload_too() -> None:
    refuted = Verdict(
        step=step_of(OLD, NEW),
        changes=(),
        declared=Bump.NONE,
        proof=Proof.REFUTED,
        is_unexplained=True,
    )
    pair = DocumentPair(old="a", new="b", verdict=refuted)
    assert (pair.producers, pair.required) == (Effect.BREAK, Bump.MAJOR)
    assert [one.code.id for one in shown_documents.findings(pair)] == ["V402"]
    event = Compared(event="E", old_name=None, verdicts=(refuted,))
    assert [one.code.id for one in findings([event], Place(path="a"))] == ["V402"]
    assert [*as_lines([event])][1] == "  some that was valid no longer is, and no rule says why"


@pytest.mark.parametrize(
    ("version", "policy"),
    [
        (Version(2, 0), Compatibility.ALL),
        (Version(1, 1), Compatibility.CONSUMERS),
        (Version(1, 1), Compatibility.NONE),
    ],
)
def test_where_nobody_is_promised_anything_none_is_sought(
    version: Version, policy: Compatibility
) -> None:
    step = step_of(OLD, NEW)
    assert step.new is not None
    raised = replace(step, new=replace(step.new, version=version))
    found = verdict(raised, policy)
    assert (found.counterexample, found.is_unsound) == (None, False)


@pytest.mark.parametrize(
    ("was", "now", "consumers"),
    [
        ("{type: string, status: retired}", "string", Effect.NOTICE),
        ("{type: string, status: retired}", "{type: string, max_length: 5}", Effect.NOTICE),
        ("{type: integer, unit: s, status: retired}", "{type: integer, unit: s}", Effect.NOTICE),
        ("{type: string, format: date, status: retired}", "{type: string, format: date}",
         Effect.NOTICE),
        ("{type: string, status: retired}", "integer", Effect.BREAK),
        ("{enum: [a, b], status: retired}", "{enum: [a, c]}", Effect.BREAK),
        ("{type: integer, unit: s, status: retired}", "{type: integer, unit: ms}", Effect.BREAK),
        ("{type: array, items: string, status: retired}", "{type: array, items: integer}",
         Effect.BREAK),
        ("{type: string, format: date, status: retired}", "string", Effect.BREAK),
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_nested", [False, True])
def test_a_retired_property_comes_back_as_what_it_was(
    was: str, now: str, consumers: Effect, is_nested: bool
) -> None:
    before, after = (
        f"{{o: {{type: object, properties: {{p: {one}}}}}}}" if is_nested else f"{{p: {one}}}"
        for one in (was, now)
    )
    each = compare(
        planned(plan(f"events: {{A: {{version: 1.0, properties: {before}}}}}")),
        planned(plan(f"events: {{A: {{version: 1.1, properties: {after}}}}}")),
        TODAY,
        Compatibility.ALL,
    )
    changes = [one for event in each for step in event.verdicts for one in step.changes]
    assert [(one.code.id, one.change.consumers) for one in changes if one.code.id == "V212"] == [
        ("V212", consumers)
    ]


def _changes(old: str, new: str) -> list[tuple[str, str, str]]:
    """Each change of A with its path and the bump that it needs."""
    before, after = (plan(f"version_property: v\nevents: {{A: {one}}}") for one in (old, new))
    (event,) = compare(planned(before), planned(after), TODAY, Compatibility.ALL)
    each = [one for verdict in event.verdicts for one in verdict.changes]
    return [(one.code.id, one.change.path, str(one.bump)) for one in each]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{}", "{additional_properties: true}", [("V216", "", "minor")]),
        ("{additional_properties: true}", "{}", [("V217", "", "major")]),
        (
            "{properties: {p: {type: object, properties: {v: any}}}}",
            "{properties: {p: {type: object, additional_properties: true}}}",
            [("V208", "p.v", "major"), ("V216", "p", "minor")],
        ),
        (
            "{properties: {a: any}}",
            "{additional_properties: true}",
            [("V208", "a", "major"), ("V216", "", "minor")],
        ),
        (
            "{}",
            "{additional_properties: true, properties: {v: integer}}",
            [("V216", "", "minor"), ("V207", "v", "major")],
        ),
    ],
)
def test_a_key_that_helpers_send_by_themselves_is_no_change(
    old: str, new: str, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(_changes(old, new)) == sorted(expected)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("environments: [a, b]", "environments: [b, a]", []),
        ("environments: [a, b]", "environments: [a]", ["V407"]),
        ("environments: [a]", "name: x", ["V407"]),
        ("name: x", "version_property: v", ["V407"]),
        ("name: x", "version_property: null", ["V407"]),
        ("traits: {t: string}", "traits: {t: {type: string, description: x}}", []),
        ("traits: {t: string}", "traits: {t: integer}", ["V408"]),
        ("traits: {t: string, u: string}", "traits: {t: string}", ["V408"]),
        ("traits: {t: string}", "name: x", ["V408"]),
        ("name: x", "traits: {t: string}", ["V408"]),
    ],
)
def test_what_no_version_shows_is_a_warning(old: str, new: str, expected: list[str]) -> None:
    found = plan_changes(plan(old), plan(new), TODAY)
    assert [code.id for code, _ in found] == expected


@pytest.mark.parametrize("is_open", [None, True])
def test_a_required_key_is_never_one_that_helpers_send_by_themselves(is_open: bool | None) -> None:
    whole: JsonSchema = {"type": "object", "properties": {}}
    old = whole if is_open is None else {**whole, "additionalProperties": is_open}
    new: JsonSchema = {**old, "properties": {"a": True}, "required": ["a"]}
    (added,) = verdict(step_of(old, new), Compatibility.ALL).changes
    assert (added.code.id, added.bump, added.witness) == ("V202", Bump.MAJOR, {})
    left = verdict(step_of(new, old), Compatibility.ALL).changes
    assert [one.code.id for one in left] == ["V208"]
