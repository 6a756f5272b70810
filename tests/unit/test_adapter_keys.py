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
        "component: Forms.Submit, attribute: ':event-name'",
        "component: submit-button, attribute: data-event",
        "callee: '*posthog*.capture', event: 0",
        "callee: this.#bus.$émit, event: [0, name], adds: [app_version]",
        "callee: 'bus[12].send', event: 0",
        "callee: x, from: '@acme/analytics'",
        "callee: x, from: ./lib/track.js",
        "callee: x, languages: [python, javascript, typescript]",
        "callee: x, languages: []",
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
        ("callee: 'track(', event: 0", "F108", "'*.track'"),
        ("callee: 'track()', event: 0", "F108", "the names alone"),
        ("callee: 'a b', event: 0", "F108", "with dots between"),
        ("callee: '', event: 0", "F108", "'record_event'"),
        ("callee: a..b, event: 0", "F108", "'analytics.track'"),
        ("callee: .track, event: 0", "F108", "'*.track'"),
        ("callee: x, languages: [golang]", "F103", "python, javascript or typescript"),
        ("callee: x, languages: [Python]", "F103", "did you mean 'python'?"),
        ("callee: x, languages: [swift]", "F209", "later version"),
        ("callee: x, from: ''", "F108", "leave it out"),
        ("callee: x, from: import lib", "F108", "'app.analytics'"),
        ("callee: x, event: ''", "F102", "a position from 0, or a keyword"),
        ("callee: x, event: 0, properties: ['']", "F102", "a position from 0, or a keyword"),
        ("callee: x, user_id: ' id'", "F102", "a position from 0, or a keyword"),
        ("callee: x, adds: ['']", "F106", "give it one"),
        ("component: '<Button>', attribute: x", "F108", "'SubmitButton'"),
        ("component: X, attribute: 'event name'", "F108", "'event-name'"),
        ("component: X, attribute: ''", "F108", "'eventName'"),
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


def test_two_of_one_name_are_refused() -> None:
    lists = {
        "usage": "adapters: [{name: a, callee: x}, {name: b, callee: x}, {name: a, callee: y}]",
        "conventions": "rules: [{name: a, message: m, events: A},"
        " {name: a, message: m, events: B}]",
    }
    for section, text in lists.items():
        (finding,) = load_text(f"tracking_plan: 1\n{section}:\n  {text}\n").findings
        assert finding.code.id == "F203"
        assert finding.problem.message == "an entry of this list is called 'a' already"
        assert "a name of its own" in (finding.problem.hint or "")
        assert [one.message for one in finding.problem.related] == ["first here"]
