"""Whatever a plan looks like, the versions that it needs are written, and nothing else changes."""

import difflib
from collections import Counter
from copy import deepcopy
from datetime import date
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_layouts import Layout
from random_events import event

from tracking_plan.convert.bumps import Raised, curable, raised
from tracking_plan.convert.plan_edits import UnsureError, edits
from tracking_plan.convert.rewritten import is_right
from tracking_plan.edit import apply_fixes
from tracking_plan.finding import Fix, Safety, Severity
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.planned import planned
from tracking_plan.registry.steps.change import Bump

DAY = date(2026, 1, 1)
VERSIONS = ("1.0", "1.9", "2.3", "2.9", "3.19", "4.0", "2.10")
SHARED = {"code": {"type": "string", "enum": ["a", "b"]}, "far": {"ref": "code", "nullable": True}}
COMMON = {"release": "string", "region": {"ref": "far"}}


def random_plan(chance: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in chance.sample(
        ("Signed Up", "Éa: b", "404", "null", "Plan #1"), chance.randint(1, 3)
    ):
        body: dict[str, Any] = event(chance) if chance.random() < 0.9 else {}
        if body and chance.random() < 0.3:
            body["properties"]["shared"] = {"ref": "far", "required": True}
        if body and chance.random() < 0.5:
            body["version"] = chance.choice(VERSIONS)
            if int(body["version"].split(".")[0]) > 1 and chance.random() < 0.5:
                body["previous"] = {"1.4": {"properties": {"x": "string!"}}, "0.10": {}}
        if body and chance.random() < 0.5:
            body["description"] = chance.choice(("Said.", "It's: so", "a # b"))
        if body and chance.random() < 0.2:
            body["sources"] = ["web", "ios"]
        keys = chance.sample(sorted(body), len(body))
        found[name] = {key: body[key] for key in keys}
    return found


def changed(events: dict[str, Any], chance: Random) -> dict[str, Any]:
    found = deepcopy(events)
    for body in found.values():
        properties = body.get("properties")
        match chance.randrange(6):
            case 0 if properties:
                del properties[chance.choice(sorted(properties))]
            case 1:
                body.setdefault("properties", {})["added"] = {"type": "integer"}
            case 2:
                body.setdefault("properties", {})["needed"] = {"type": "string", "required": True}
            case 3:
                body["properties"] = event(chance)["properties"]
            case 4:
                body.pop("properties", None)
    return found


def plan_of(text: str) -> Plan:
    loaded = load_text(text)
    errors = [one.problem for one in loaded.findings if one.severity is Severity.ERROR]
    assert loaded.plan is not None
    assert errors == [], text
    return loaded.plan


def bumped(base: Plan, plan: Plan) -> tuple[str, list[Raised], int]:
    compared = tuple(compare(planned(base), planned(plan), DAY, Compatibility.ALL))
    fixes, written, unsure = [], [], 0
    for one in raised(plan, base, compared):
        assert isinstance(one, Raised)
        try:
            fixes.append(Fix(safety=Safety.SAFE, edits=edits(plan.files[0].text, one)))
            written.append(one)
        except UnsureError:
            unsure += 1
    made = apply_fixes({plan.path: plan.files[0].text}, fixes)
    assert made.skipped == ()
    return made.texts.get(plan.path, plan.files[0].text), written, unsure


def check(base: Plan, plan: Plan) -> Counter[str]:
    text = plan.files[0].text
    after_text, written, unsure = bumped(base, plan)
    after = plan_of(after_text)
    assert is_right(plan, after, written, planned(base), DAY), after_text
    for one in written:
        now = after.events[one.event]
        assert one.version in (None, now.current.version)
        if one.kept is not None:
            old, kept = base.events[one.event], now.newest_of(one.kept.major)
            assert kept is not None
            assert _plain(version_schema(base, old, old.current)) == _plain(
                version_schema(after, now, kept)
            )
    if not unsure:
        again = compare(planned(base), planned(after), DAY, Compatibility.ALL)
        assert all(curable(one) is Bump.NONE for event in again for one in event.verdicts)
    _only_added(text, after_text, len(written))
    return Counter(written=len(written), unsure=unsure)


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in schema.items() if key not in ("$id", "deprecated")}


def _only_added(before: str, after: str, events: int) -> None:
    """Lines are added; those that are other ones than before are as many as the events."""
    ends = {"\r\n"} if "\r\n" in before else {"\n"}
    old, new = (one.splitlines(keepends=True) for one in (before, after))
    assert {line[len(line.rstrip("\r\n")) :] for line in new} <= ends | {""}
    lost = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
    lost = [line for line in lost if f"{line[2:].rstrip()}" not in {n.rstrip() for n in new}]
    assert len(lost) <= 2 * events
    for line in lost:
        is_longer = any(one.startswith(line[2:].partition("  #")[0].rstrip()) for one in new)
        is_changed = any(word in line for word in ("version", "previous", "{", "~", "null", "}"))
        assert is_longer or is_changed, line
    for comment in (line.strip() for line in old if line.strip().startswith("#")):
        assert comment in after


@given(st.integers(0, 10**9))
@settings(max_examples=100, deadline=None)
def test_versions_are_written_and_all_else_stays(seed: int) -> None:
    chance = Random(seed)
    events = random_plan(chance)
    root = {"shared": SHARED, "common": COMMON} | ({} if chance.random() < 0.5 else {"name": "x"})
    base = plan_of(Layout(chance).plan(root, events))
    if chance.random() < 0.2:
        root["shared"] = {**SHARED, "code": {"type": "string", "enum": ["b", "c"]}}
    check(base, plan_of(Layout(chance).plan(root, changed(events, chance))))


def test_it_is_seldom_left_to_people() -> None:
    total: Counter[str] = Counter()
    for seed in range(60):
        chance = Random(seed)
        events = random_plan(chance)
        root = {"shared": SHARED, "common": COMMON}
        base = plan_of(Layout(chance).plan(root, events))
        total += check(base, plan_of(Layout(chance).plan(root, changed(events, chance))))
    assert total["written"] > 50
    assert total["unsure"] == 0
