"""Plans from files and texts: what is built, what is reported, what survives a mistake."""

import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from tracking_plan.finding import Finding, Safety, Severity
from tracking_plan.plan.format.schema import plan_schema
from tracking_plan.plan.load import Loaded, load_plan, load_text
from tracking_plan.plan.model import EnumValue, Event, Plan, Property, Status, Type
from tracking_plan.plan.pii import Pii, PiiAction, PiiKind
from tracking_plan.plan.version import Version

ROOT = Path(__file__).parents[2]


def load(body: str) -> Loaded:
    return load_text(f"tracking_plan: 1\n{body}")


def plan_of(body: str) -> Plan:
    loaded = load(body)
    assert [item for item in loaded.findings if item.severity is not Severity.INFO] == []
    assert loaded.plan is not None
    return loaded.plan


def event_of(body: str) -> Event:
    """The one event `E` with this flow mapping as its body."""
    return plan_of(f"events:\n  E: {body}\n").events["E"]


def property_of(body: str) -> Property:
    (prop,) = event_of(f"{{properties: {{p: {body}}}}}").current.properties
    return prop


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int]]:
    places = ((f.code.id, f.problem.at) for f in findings)
    return [(code, at.path, at.span.line if at.span else 0) for code, at in places if at]


def test_the_smallest_plan_has_all_defaults() -> None:
    plan = plan_of("events:\n  Signed Up:\n")
    event = plan.events["Signed Up"]
    assert event.current.version == Version(1, 0)
    assert event.current.properties == ()
    assert not event.current.additional_properties
    assert plan.version_property == "schema_version"
    assert plan.environments is None
    assert plan.traits is None
    assert plan.registry.base_uri == "urn:tracking-plan:plan:"


def test_shorthands_mean_what_they_abbreviate() -> None:
    plan = plan_of(
        "shared: {currency: {type: string, enum: [USD]}}\n"
        "events: {E: {properties: {a: string, b: integer!, c: ref currency, d: ref! currency}}}\n"
    )
    a, b, c, d = plan.events["E"].current.properties
    assert (a.type, a.required) == (Type.STRING, False)
    assert (b.type, b.required) == (Type.INTEGER, True)
    assert (c.type, c.required, c.ref) == (Type.STRING, False, "currency")
    assert d.required
    assert d.enum == (EnumValue(value="USD"),)


def test_a_ref_may_chain_and_be_overridden() -> None:
    plan = plan_of(
        "shared:\n"
        "  money: {type: number, minimum: 0, nullable: true, description: An amount.}\n"
        "  price: ref money\n"
        "events: {E: {properties: {p: {ref: price, nullable: false, description: Mine.}}}}\n"
    )
    (prop,) = plan.events["E"].current.properties
    assert prop.type is Type.NUMBER
    assert prop.limits == {"minimum": 0}
    assert not prop.nullable
    assert prop.description == "Mine."


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        ("{enum: [a, b]}", Type.STRING),
        ("{enum: [1, 2]}", Type.INTEGER),
        ("{enum: [1, 2.5]}", Type.NUMBER),
        ("{enum: [a, 1]}", Type.ANY),
        ("{const: true}", Type.BOOLEAN),
        ("{enum: [{value: a, description: The first.}]}", Type.STRING),
    ],
)
def test_enum_and_const_tell_the_type(body: str, type_: Type) -> None:
    assert property_of(body).type is type_


def test_nested_properties_are_built_at_any_depth() -> None:
    prop = property_of("{type: array, items: {type: object, properties: {sku: string!}}}")
    assert prop.items is not None
    assert prop.items.properties is not None
    (sku,) = prop.items.properties
    assert (sku.name, sku.type, sku.required) == ("sku", Type.STRING, True)


def test_an_object_without_properties_is_unconstrained_and_an_empty_one_is_not() -> None:
    assert property_of("{type: object}").properties is None
    assert property_of("{type: object, properties: {}}").properties == ()


def test_personal_data_is_declared_in_two_ways() -> None:
    assert property_of("{type: string, pii: none}").pii == Pii(kind=PiiKind.NONE)
    hashed = property_of("{type: string, pii: {kind: email, action: hash}}").pii
    assert hashed == Pii(kind=PiiKind.EMAIL, action=PiiAction.HASH)


def test_versions_are_read_as_text_and_sorted() -> None:
    event = event_of("{version: '2.10', previous: {0.9: {}, 1.3: {status: deprecated}}}")
    assert event.current.version == Version(2, 10)
    assert [v.version for v in event.previous] == [Version(1, 3), Version(0, 9)]
    assert event.previous[0].status is Status.DEPRECATED


def test_common_properties_join_unless_an_event_has_its_own_or_opts_out() -> None:
    plan = plan_of(
        "common: {app: string!}\n"
        "events: {A: {}, B: {properties: {app: integer}}, C: {common: false}}\n"
    )
    (app,) = plan.events["A"].current.properties
    assert app.is_common
    assert plan.events["B"].current.properties[0].type is Type.INTEGER
    assert plan.events["C"].current.properties == ()


def test_a_described_system_event_is_open_unless_it_says_otherwise() -> None:
    plan = plan_of("events: {$pageview: {}, $screen: {additional_properties: false}}\n")
    assert plan.events["$pageview"].current.additional_properties
    assert not plan.events["$screen"].current.additional_properties


def test_the_version_property_can_be_renamed_or_switched_off() -> None:
    assert plan_of("version_property: v\n").version_property == "v"
    assert plan_of("version_property: null\n").version_property is None


@pytest.mark.parametrize(
    ("body", "code", "line", "hint"),
    [
        ("evnts: {}\n", "F101", 2, "did you mean 'events'?"),
        ("events: {E: {properties: {p: strin}}}\n", "F108", 2, "did you mean 'string'?"),
        ("events: {E: {properties: {p: {type: str}}}}\n", "F103", 2, "string"),
        ("events: {E: {status: actve}}\n", "F103", 2, "did you mean 'active'?"),
        ("events: {E: {owner: 404}}\n", "F102", 2, "quote it: '404'"),
        ("events: {E: {properties: {p: {type: string, required: yes}}}}\n", "F102", 2, "true"),
        ("events: {E: {properties: {p: {enum: [01]}}}}\n", "F012", 2, "quote it: '01'"),
        ("events: {E: {properties: {p: {enum: [null]}}}}\n", "F102", 2, "nullable: true"),
        ("events: {E: {properties: {p: {enum: []}}}}\n", "F109", 2, ""),
        ("events: {E: {properties: {p: null}}}\n", "F102", 2, "string"),
        ("events: {E: {tags: revenue}}\n", "F102", 2, "write [revenue]"),
        ("events: {' E': {}}\n", "F106", 2, ""),
        ("events: {'': {}}\n", "F106", 2, ""),
        ("events: {E: {version: v2}}\n", "F108", 2, "MAJOR.MINOR"),
        ("events: {E: {sunset: tomorrow}}\n", "F108", 2, "YYYY-MM-DD"),
        ("events: {E: {sunset: 2026-02-30}}\n", "F208", 2, ""),
        ("traits: {plan: string!}\n", "F108", 2, "without `!`"),
        ("traits: {plan: {type: string, required: true}}\n", "F107", 2, "where the definition"),
        ("generate: [{target: python}]\n", "F104", 2, ""),
        ("common: {p: {type: integer, pii: {kind: id, action: hash}}}\n", "F105", 2, "drop"),
        ("common: {p: {type: string, pii: {kind: id, action: allow}}}\n", "F104", 2, "reason"),
        (
            "common: {p: {type: string, required: true, pii: {kind: id, action: drop}}}\n",
            "F105",
            2,
            "remove `required`",
        ),
        (
            "shared: {n: integer}\ncommon: {p: {ref: n, pii: {kind: id, action: hash}}}\n",
            "F105",
            3,
            "",
        ),
        ("usage: {adapters: [{name: a, event: 0}]}\n", "F104", 2, ""),
        ("conventions: {rules: [{name: x, events: '(', message: m}]}\n", "F204", 2, ""),
        ("conventions: {event_names: {pattern: '(?=a)'}}\n", "F204", 2, ""),
        ("events: [{name: Signed Up}]\n", "F102", 2, "write the name as a key"),
        ("events: {E: description:x}\n", "F102", 2, "a space after the colon"),
        ("common: {p: {type: string, pii: yes}}\n", "F103", 2, "`kind` and `action`"),
        ("common: {p: {type: [string, 'null']}}\n", "F102", 2, "nullable"),
        ("common: {p: {type: object, required: [x]}}\n", "F102", 2, "at each property"),
        ("common: {p: str}\n", "F108", 2, "write `string`"),
        ("common: {p: string?}\n", "F108", 2, "optional unless"),
        ("common: {p: {type: timestamp}}\n", "F103", 2, "format: date-time"),
        ("common: {p: {type: number, minimum: 1e400}}\n", "F102", 2, "leave the limit out"),
        ("events: {E: {previous: {0.1: {properties: {a: ref a}}}}}\n", "F108", 2, "no place"),
        ("usage: {adapters: [{name: a, callee: x, event: -1}]}\n", "F102", 2, "from 0"),
        ("registry: {base_uri: 'ß:x'}\n", "F108", 2, "urn:tracking-plan:shop:"),
        ("include: events.yaml\n", "F102", 2, "write [events.yaml]"),
    ],
)
def test_every_mistake_has_a_place_and_most_a_hint(
    body: str, code: str, line: int, hint: str
) -> None:
    (finding,) = load(body).findings
    assert (finding.code.id, told((finding,))[0][2]) == (code, line)
    assert hint in (finding.problem.hint or "")


@pytest.mark.parametrize(
    "body",
    [
        "generate: [{target: typescript, output: out}]\n",
        "generate: [{target: python, output: out, template: own.txt}]\n",
    ],
)
def test_a_key_of_later_versions_is_kept_and_told(body: str) -> None:
    loaded = load(body)
    (finding,) = loaded.findings
    assert (finding.code.id, finding.severity) == ("F209", Severity.INFO)
    assert loaded.plan is not None
    assert not loaded.is_faulty


def test_numbers_of_any_size_are_numbers() -> None:
    prop = property_of("{type: integer, maximum: " + "9" * 400 + ", enum: [" + "9" * 400 + "]}")
    assert prop.limits == {"maximum": 10**400 - 1}


def test_a_comma_in_a_flow_mapping_is_explained() -> None:
    loaded = load("events:\n  E: {description: Clicked, not viewed}\n")
    assert "quote it: 'Clicked, not viewed'" in (loaded.findings[0].problem.hint or "")


def test_a_mistake_hides_nothing_else() -> None:
    loaded = load(
        "events:\n"
        "  Good: {properties: {a: string}}\n"
        "  Bad: [1]\n"
        "  Partly: {owner: 5, trigger: now, properties: {a: text, b: string}}\n"
    )
    assert told(loaded.findings) == [
        ("F102", "tracking-plan.yaml", 4),
        ("F102", "tracking-plan.yaml", 5),
        ("F108", "tracking-plan.yaml", 5),
    ]
    assert loaded.plan is not None
    assert list(loaded.plan.events) == ["Good", "Partly"]
    partly = loaded.plan.events["Partly"]
    assert (partly.owner, partly.trigger) == (None, "now")
    assert [p.name for p in partly.current.properties] == ["b"]
    assert (loaded.findings[2].problem.event, loaded.findings[2].problem.property) == (
        "Partly",
        "a",
    )


def test_an_unquoted_version_comes_with_a_safe_fix() -> None:
    (finding,) = load("events: {E: {version: 2.10}}\n").findings
    assert finding.code.id == "F206"
    assert finding.problem.fix is not None
    assert finding.problem.fix.safety is Safety.SAFE
    assert finding.problem.fix.edits[0].text == "'2.10'"


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "[]", "just text", "null"])
def test_a_root_that_is_no_mapping_is_no_plan(text: str) -> None:
    loaded = load_text(text)
    assert loaded.plan is None
    (finding,) = loaded.findings
    assert "tracking-plan init" in (finding.problem.hint or "")


def test_a_later_format_asks_for_a_later_tool() -> None:
    loaded = load_text("tracking_plan: 2\nevents: {E: {nonsense: 1}}\n")
    assert loaded.plan is None
    (finding,) = loaded.findings
    assert (finding.code.id, finding.problem.hint) == ("F013", "upgrade tracking-plan")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "tracking-plan.yaml"


def test_included_files_add_their_sections(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "tracking-plan.yaml": "tracking_plan: 1\ninclude: ['plan/**/*.yaml', '*.yaml']\n",
            "plan/a/events.yaml": "events: {A: {properties: {c: ref currency}}}\n",
            "plan/shared.yaml": "shared: {currency: {enum: [USD]}}\ntraits: {t: string}\n",
            "plan/empty.yaml": "# later\n",
        },
    )
    loaded = load_plan(root, tmp_path)
    assert loaded.findings == ()
    assert loaded.plan is not None
    assert loaded.plan.events["A"].current.properties[0].ref == "currency"
    assert loaded.plan.traits is not None
    assert [f.path for f in loaded.plan.files] == [
        "tracking-plan.yaml",
        "plan/a/events.yaml",
        "plan/shared.yaml",
    ]
    assert loaded.plan.events["A"].origin.place.path == "plan/a/events.yaml"


def test_what_an_include_cannot_be_is_reported(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside, {"x.yaml": "events: {X: {}}\n"})
    inside = tmp_path / "inside"
    root = write(
        inside,
        {
            "tracking-plan.yaml": (
                "tracking_plan: 1\n"
                "include:\n"
                "  - none/*.yaml\n"
                "  - ../outside/x.yaml\n"
                f"  - {outside.as_posix()}/x.yaml\n"
                "  - link.yaml\n"
                "  - linked/*.yaml\n"
                "  - nested.yaml\n"
            ),
            "nested.yaml": "name: again\nevents: {}\n",
        },
    )
    (inside / "link.yaml").symlink_to(outside / "x.yaml")
    (inside / "linked").symlink_to(outside)
    found = told(load_plan(root, inside).findings)
    assert found == [
        ("F014", "tracking-plan.yaml", 3),
        ("F015", "tracking-plan.yaml", 4),
        ("F015", "tracking-plan.yaml", 5),
        ("F015", "tracking-plan.yaml", 6),
        ("F015", "tracking-plan.yaml", 7),
        ("F107", "nested.yaml", 1),
    ]


def test_a_name_defined_twice_is_reported_at_the_second_place(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "tracking-plan.yaml": "tracking_plan: 1\ninclude: [a.yaml]\nevents: {A: {owner: x}}\n",
            "a.yaml": "events:\n  A: {owner: y}\n",
        },
    )
    loaded = load_plan(root, tmp_path)
    (finding,) = loaded.findings
    assert told((finding,)) == [("F203", "a.yaml", 2)]
    assert finding.problem.related[0].at.path == "tracking-plan.yaml"
    assert loaded.plan is not None
    assert loaded.plan.events["A"].owner == "x"


def test_a_file_that_is_no_yaml_leaves_the_others(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "tracking-plan.yaml": "tracking_plan: 1\ninclude: ['*.yaml']\n",
            "a.yaml": "events: {A: [\n",
            "b.yaml": "events: {B: {}}\n",
        },
    )
    loaded = load_plan(root, tmp_path)
    assert told(loaded.findings)[0][:2] == ("F004", "a.yaml")
    assert loaded.plan is not None
    assert list(loaded.plan.events) == ["B"]


def test_a_missing_or_unreadable_root_is_a_finding(tmp_path: Path) -> None:
    missing = load_plan(tmp_path / "no.yaml", tmp_path)
    assert (missing.plan, told(missing.findings)) == (None, [("F001", "no.yaml", 0)])
    folder = load_plan(tmp_path, tmp_path)
    assert folder.plan is None
    assert folder.findings[0].code.id == "F001"


def test_settings_are_read() -> None:
    plan = plan_of(
        "name: Acme Shop!\n"
        "environments: [production]\n"
        "sources: {web: {paths: ['web/**'], libs: [altertable-js]}, ios: }\n"
        "conventions:\n"
        "  event_names: Title Case\n"
        "  property_names: {pattern: '^[a-z_]+$'}\n"
        "  questions: [growth]\n"
        "  max_properties: 9\n"
        "  rules: [{name: no-clicks, events: 'Clicked$', message: track outcomes}]\n"
        "usage: {paths: [web], wrappers: 'off', adapters: [{name: a, callee: '*.t', event: 0}]}\n"
        "generate: [{target: python, output: out, python: '3.12'}]\n"
        "findings: {extend_select: [P305], severity: {P204: info}, fail_on: warning}\n"
        "events: {E: {sunset: 2026-12-31, status: deprecated, metadata: {jira: 5}}}\n"
    )
    assert plan.environments == ("production",)
    assert plan.sources["web"].libs == ("altertable-js",)
    assert plan.sources["ios"].paths == ()
    assert plan.conventions.event_names is not None
    assert plan.conventions.event_names.style == "Title Case"
    assert plan.conventions.property_names is not None
    assert plan.conventions.property_names.pattern == "^[a-z_]+$"
    assert plan.conventions.questions == ("growth",)
    assert plan.conventions.max_properties == 9
    assert plan.conventions.rules[0].severity == "warning"
    assert not plan.usage.follow_wrappers
    assert plan.usage.adapters[0].event == (0,)
    assert plan.generate[0].python == "3.12"
    assert plan.findings.severity == {"P204": "info"}
    assert plan.findings.fail_on == "warning"
    assert plan.registry.base_uri == "urn:tracking-plan:acme-shop:"
    assert plan.events["E"].sunset == date(2026, 12, 31)
    assert plan.events["E"].metadata == {"jira": 5}


def test_places_of_a_plan_are_those_of_its_text() -> None:
    event = plan_of("events:\n  E:\n    owner: x\n    properties:\n      p: string!\n").events["E"]
    (prop,) = event.current.properties
    places = [
        event.origin.place,
        event.origin.at("owner"),
        event.origin.key("owner"),
        event.origin.at("trigger"),  # not written: the event's name stands for it
        event.origin.at("properties", "p"),
        prop.origin.at("type"),  # in shorthand: the shorthand stands for it
    ]
    spans = [(p.span.line, p.span.column, p.span.end_column) for p in places if p.span]
    assert spans == [(3, 3, 4), (4, 12, 13), (4, 5, 10), (3, 3, 4), (6, 10, 17), (6, 10, 17)]
    whole = event.origin.whole.span
    assert whole is not None
    assert (whole.line, whole.end_line) == (3, 6)


def test_the_committed_schema_is_the_vocabulary() -> None:
    committed = json.loads((ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    assert committed == plan_schema()
    assert jsonschema_rs.meta.is_valid(committed)
