"""What the registry keeps of a plan beside the wire, so that it says what git says."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from git_repositories import Checkout
from registries import Project

KEYS = ("x-was", "x-sunset", "x-enum-replaced-by")


class Both:
    """A project whose plan of before is both committed and published."""

    def __init__(self, folder: Path) -> None:
        self.checkout = Checkout(folder)
        self.project = Project(folder)

    def before(self, *events: str) -> None:
        self.project.plan(*events).publish()
        self.checkout.commit()

    def findings(self, *against: str) -> list[tuple[str, str, str]]:
        """What `diff` finds: the code, the property and the message."""
        done = self.project.run("diff", *against, "--format", "json")
        return [
            (one["code"], one["property"], one["message"])
            for one in json.loads(done.stdout)["findings"]
        ]

    def changes(self, *against: str) -> list[tuple[str, str, str, str]]:
        done = self.project.run("diff", *against, "--format", "json")
        return [
            (one["code"], one["property"], one["consumers"], one["message"])
            for step in json.loads(done.stdout)["changes"]
            for one in step["changes"]
        ]

    def bumped(self, *against: str) -> Any:
        """The events after `--write-bump`; the plan is as it was then."""
        plan = self.project.folder / "tracking-plan.yaml"
        text = plan.read_text()
        done = self.project.run("diff", *against, "--write-bump")
        assert done.returncode == 0, done.stdout + done.stderr
        found = yaml.safe_load(plan.read_text())["events"]
        plan.write_text(text)
        return _said(found)

    def as_older_releases_wrote_it(self) -> None:
        """Takes out of the registry what they did not keep."""
        index = self.project.index()
        for event in index["events"]:
            for one in event["versions"]:
                path = self.project.registry / one["path"]
                text = json.dumps(_without(json.loads(path.read_text())), indent=2) + "\n"
                path.write_text(text)
                one["file_hash"] = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        text = json.dumps(index, indent=2) + "\n"
        (self.project.registry / "index.json").write_text(text)


def _without(value: Any) -> Any:
    if isinstance(value, list):
        return [_without(one) for one in value]
    if isinstance(value, dict):
        return {key: _without(one) for key, one in value.items() if key not in KEYS}
    return value


def _said(value: Any) -> Any:
    """What a plan says, without the default that a list of properties is closed."""
    if isinstance(value, list):
        return [_said(one) for one in value]
    if isinstance(value, dict):
        is_default = "properties" in value and value.get("additional_properties") is False
        left_out = {"additional_properties"} if is_default else set()
        return {key: _said(one) for key, one in value.items() if key not in left_out}
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture
def both(tmp_path: Path) -> Both:
    return Both(tmp_path / "shop")


def _event(version: str, body: str) -> str:
    return f"E: {{version: {version}, properties: {{plan: string, {body}}}}}"


RETIRED = {
    "top": ("seats: {type: integer, status: retired}", "seats: {}", "seats"),
    "nested": (
        "o: {type: object, properties: {seats: {type: integer, status: retired}}}",
        "o: {{type: object, properties: {{seats: {}}}}}",
        "o.seats",
    ),
    "items": (
        "o: {type: array, items: {type: object,"
        " properties: {seats: {type: integer, status: retired}}}}",
        "o: {{type: array, items: {{type: object, properties: {{seats: {}}}}}}}",
        "o[].seats",
    ),
    "map": (
        "o: {type: object, additional_properties: {type: object,"
        " properties: {seats: {type: integer, status: retired}}}}",
        "o: {{type: object, additional_properties: {{type: object, properties: {{seats: {}}}}}}}",
        "o{}.seats",
    ),
}


@pytest.mark.parametrize("where", RETIRED)
def test_a_retired_property_that_is_back_as_it_was(both: Both, where: str) -> None:
    before, after, path = RETIRED[where]
    both.before(_event("1.0", before))
    both.project.plan(_event("1.1", after.format("integer")))
    for against in ((), ("--against", "HEAD")):
        assert both.findings(*against) == []
        ((code, found, consumers, _),) = both.changes(*against)
        assert (code, found, consumers) == ("V212", path, "notice")


@pytest.mark.parametrize("where", RETIRED)
@pytest.mark.parametrize(
    "other", ["string", "{type: integer, unit: people}", "{enum: [few, many]}", "number"]
)
def test_a_retired_property_that_is_back_as_another(both: Both, where: str, other: str) -> None:
    other = other.replace("{enum", "{type: string, enum")
    before, after, path = RETIRED[where]
    both.before(_event("1.0", before))
    both.project.plan(_event("1.1", after.format(other)))
    with_registry, with_git = both.findings(), both.findings("--against", "HEAD")
    assert ("V212", path) in [one[:2] for one in with_registry]
    assert with_registry == with_git
    assert both.changes() == both.changes("--against", "HEAD")


def test_what_was_published_counts_and_not_what_the_plan_says_now(both: Both) -> None:
    """Nothing on the wire changes where a plan rewrites what a retired property was."""
    both.before(_event("1.0", "seats: {type: integer, status: retired}"))
    kept = "previous: {1.0: {properties: {plan: string, seats: {type: string, status: retired}}}}"
    both.project.plan(f"E: {{version: 1.1, properties: {{plan: string, seats: string}}, {kept}}}")
    assert [one[:2] for one in both.findings()] == [("V212", "seats")]


def test_a_registry_of_an_older_release_is_read_as_before(both: Both) -> None:
    body = (
        "seats: {type: integer, status: retired},"
        " old: {type: string, status: deprecated, sunset: 2999-01-01},"
        " tier: {type: string, enum: [{value: a, status: deprecated, replaced_by: b}, b]}"
    )
    both.before(_event("1.0", body))
    hashes = [one["hash"] for event in both.project.index()["events"] for one in event["versions"]]
    both.as_older_releases_wrote_it()
    assert both.project.codes("check") == []
    assert "nothing new" in both.project.publish().stderr
    after = [one["hash"] for event in both.project.index()["events"] for one in event["versions"]]
    assert after == hashes
    both.project.plan(_event("1.1", body.replace("{type: integer, status: retired}", "string")))
    assert both.findings() == [], "nobody knows what it was"
    assert both.changes()[0][2] == "notice"


def test_what_is_kept_means_nothing_to_other_tools(both: Both) -> None:
    both.before(_event("1.0", f"{RETIRED['items'][0]}, s: {{type: string, status: retired}}"))
    schema = json.loads(both.project.file("E 1.0").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert schema["properties"]["s"]["x-was"] == {"type": "string"}
    assert validator.is_valid({"plan": "a", "o": [{}]})
    assert not validator.is_valid({"s": "a"})
    assert not validator.is_valid({"o": [{"seats": 1}]})
    printed = json.loads(both.project.run("schema", "E").stdout)
    assert printed == _without(
        {k: v for k, v in schema.items() if k not in ("x-event", "x-version")}
    )


LEAVING = "{type: string, enum: [{value: a, status: deprecated, replaced_by: b}, b]}"
BODIES = [
    "old: {type: integer, status: retired, unit: s, description: The old one., replaced_by: plan}",
    "old: {type: string, status: deprecated, sunset: 2999-01-01, replaced_by: plan}",
    f"tier: {LEAVING}",
    "n: {type: integer, enum: [{value: 1, status: deprecated, replaced_by: 2}, 2]}",
    "o: {type: object, properties: {x: {type: array, items: string, status: retired}}}",
    "o: {type: object, properties: {x: {type: string, sunset: 2999-01-01}}}",
    f"o: {{type: array, items: {LEAVING}}}",
    f"o: {{type: object, additional_properties: {LEAVING}}}",
    "r: {type: object, properties: {y: string!}, status: retired, sunset: 2020-01-01}",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_version_moves_under_previous_as_it_was(both: Both, body: str) -> None:
    both.before(_event("1.0", body))
    both.project.plan("E: {version: 2.0, properties: {plan: integer}}")
    assert both.bumped() == both.bumped("--against", "HEAD")
    both.project.plan("E: {version: 2.0, sunset: 2999-02-02, properties: {plan: integer}}")
    (kept,) = both.bumped()["E"]["previous"].values()
    expected = _said(yaml.safe_load(f"{{{body}}}"))
    assert kept["properties"] == {"plan": "string", **expected}


def test_a_version_that_has_a_sunset_keeps_it(both: Both) -> None:
    both.before("E: {status: deprecated, sunset: 2999-03-03, properties: {plan: string}}")
    both.project.plan("E: {version: 2.0, properties: {plan: integer}}")
    found = both.bumped()
    assert found == both.bumped("--against", "HEAD")
    assert found["E"]["previous"]["1.0"]["sunset"] == "2999-03-03"


def test_what_moved_keeps_to_what_was_published(both: Both) -> None:
    """The entry is no change of the published version, and is published as nothing new."""
    both.before(_event("1.0", ", ".join((BODIES[0], BODIES[2], BODIES[4]))))
    both.project.plan("E: {version: 2.0, properties: {plan: integer}}")
    assert both.project.run("diff", "--write-bump").returncode == 0
    assert both.project.codes("check") == []
    before = both.project.file("E 1.0").read_bytes()
    both.project.publish()
    assert both.project.file("E 1.0").read_bytes() == before
