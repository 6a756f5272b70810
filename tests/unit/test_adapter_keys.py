"""The keys of `usage.adapters` as the loader takes them: what is refused, and what is said."""

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.settings import Adapter


def _body(adapter: str) -> str:
    return f"tracking_plan: 1\nusage:\n  adapters:\n    - {{name: a, {adapter}}}\n"


def _adapter(adapter: str) -> Adapter:
    loaded = load_text(_body(adapter))
    assert loaded.plan is not None
    assert not loaded.findings
    return loaded.plan.usage.adapters[0]


@pytest.mark.parametrize(
    "adapter",
    [
        "callee: x, event: 0, template: 'import-{event}'",
        "callee: x, template: '{0}.{kind} {{as it is}}'",
        "callee: x, template: '{$kind_2}'",
        "callee: x, template: Signed Up",
        "callee: x, event: 0, name_transform: kebab_case(member), paths: ['cli/**']",
        "callee: x, event: 0, name_transform: constructor argument 1, paths: [cli]",
        "callee: x, event: 0, properties: rest",
        "component: X, attribute: onTrack, properties: data",
        "component: X, template: Button Clicked",
    ],
)
def test_what_an_adapter_may_say(adapter: str) -> None:
    assert _adapter(adapter).name == "a"


@pytest.mark.parametrize(
    ("adapter", "code", "said"),
    [
        ("callee: x, event: 0, template: 'import-{event'", "F108", "nine parts in braces"),
        ("callee: x, event: 0, template: '{event name}'", "F108", "'{event}'"),
        ("callee: x, event: 0, template: 'import-{}'", "F108", "'{0}' (a position)"),
        ("callee: x, event: 0, template: '{event.name}'", "F108", "'{kind}' (a keyword)"),
        ("callee: x, event: 0, template: '{-1}'", "F108", "a position"),
        ("callee: x, event: 0, template: '{1000}'", "F108", "a position"),
        ("callee: x, event: 0, template: 'a}'", "F108", "doubled: '{{'"),
        ("callee: x, event: 0, template: '" + "{event}" * 10 + "'", "F108", "at most nine"),
        ("callee: x, event: 0, template: [a]", "F102", ""),
        ("callee: x, event: 0, template: ''", "F108", "'{event}'"),
        ("callee: x, event: 0, name_transform: kebab", "F108", "'kebab_case(member)'"),
        ("callee: x, event: 0, name_transform: snake_case(value)", "F108", "'raw_value'"),
        ("callee: x, event: 0, name_transform: constructor argument", "F108", "argument 0'"),
        ("callee: x, event: 0, paths: {a: b}", "F102", ""),
        ("component: X, event: 0, attribute: y", "F105", "write `attribute`"),
        ("component: X", "F104", "the attribute that holds the event"),
        ("callee: x, event: 0, attribute: y", "F105", ""),
    ],
)
def test_each_mistake_has_its_place_and_a_hint(adapter: str, code: str, said: str) -> None:
    (finding,) = load_text(_body(adapter)).findings
    at = finding.problem.at
    assert at is not None
    assert (finding.code.id, at.span and at.span.line) == (code, 4)
    assert said in (finding.problem.hint or "")


def test_a_template_of_any_length_is_read_at_once() -> None:
    text = "{{" * 50_000 + "{"
    (finding,) = load_text(_body(f"callee: x, template: '{text}'")).findings
    assert finding.code.id == "F108"


def test_rest_alone_is_all_keywords_and_in_a_list_is_one() -> None:
    alone = _adapter("callee: x, event: 0, properties: rest")
    listed = _adapter("callee: x, event: 0, properties: [rest]")
    assert (alone.takes_rest, alone.properties) == (True, ())
    assert (listed.takes_rest, listed.properties) == (False, ("rest",))
