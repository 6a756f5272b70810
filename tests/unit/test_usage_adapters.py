"""Which calls an adapter describes, and where it finds what they send."""

from datetime import date
from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.run import judge_calls
from tracking_plan.usage.scan import scan_project, scan_text

ANYWHERE = "{name: t, callee: track, event: 0, properties: 1}"


def _plan(adapters: str) -> Plan:
    plan = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapters}]}}\n").plan
    assert plan is not None
    return plan


def _scan(code: str, adapters: str, ending: str) -> Scan:
    return scan_text(code.encode(), f"app.{ending}", plan=_plan(adapters))


def _call(code: str, adapters: str, ending: str = "py") -> Call:
    (call,) = _scan(code, adapters, ending).calls
    return call


def _events(call: Call) -> list[str]:
    return [event.name for event in call.events]


def _keys(call: Call) -> list[str] | None:
    """The properties that a call sends; None where there may be others."""
    properties = call.properties
    return [sent.name for sent in properties.properties] if properties.is_complete else None


def _codes(code: str, adapter: str, ending: str) -> list[tuple[str, str | None]]:
    """The findings about events that some call sends."""
    plan = _plan(adapter)
    scan = scan_text(code.encode(), f"app.{ending}", plan=plan)
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    return [(one.code.id, one.problem.event) for one in found if one.problem.event is not None]


POSTHOG = "{name: p, callee: '*posthog.capture', event: [0, event], properties: properties}"
RECORD = "{name: o, callee: record, from: mine, event: 0}"


@pytest.mark.parametrize(
    ("code", "adapter", "ending"),
    [
        ("import posthog\nposthog.capture('$identify', properties={'$set': {}})", POSTHOG, "py"),
        ("import posthog\nNAME = '$groupidentify'\nposthog.capture(event=NAME)", POSTHOG, "py"),
        ("this.posthog.capture('$set')", POSTHOG, "ts"),
        ("from mine import record\nrecord('$exception')", RECORD, "py"),
        ("import { record as r } from 'mine';\nr(`$${'ai_generation'}`)", RECORD, "js"),
        ("this.posthog.capture(`$group:${kind}`)", POSTHOG, "ts"),
        ("this.posthog.capture('$group:' + kind)", POSTHOG, "js"),
        ("from mine import record\nrecord(f'$ai_{kind}')", RECORD, "py"),
    ],
)
def test_another_sdk_has_its_own_reserved_names(code: str, adapter: str, ending: str) -> None:
    assert _codes(code, adapter, ending) == []


@pytest.mark.parametrize(
    ("code", "adapter", "ending", "found"),
    [
        ("posthog.capture(' A ')", POSTHOG, "py", ("U107", " A ")),
        ("posthog.capture('A')", POSTHOG, "py", ("U101", "A")),
        ("altertable.track('$identify')", POSTHOG, "js", ("U107", "$identify")),
        ("from mine import record\nrecord('')", RECORD, "py", ("U107", "")),
        ("posthog.capture(`group:${kind}`)", POSTHOG, "ts", ("U106", "group:*")),
        ("posthog.capture(f'{kind}$ai')", POSTHOG, "py", ("U106", "*$ai")),
        ("altertable.track(`$group:${kind}`)", POSTHOG, "js", ("U106", "$group:*")),
    ],
)
def test_other_names_of_described_functions_are_judged(
    code: str, adapter: str, ending: str, found: tuple[str, str]
) -> None:
    assert _codes(code, adapter, ending) == [found]


@pytest.mark.parametrize("code", ["rec('A')", "rec('A', plan='pro')", "rec('A', {'plan': 1})"])
def test_properties_that_no_key_describes_are_unknown(code: str) -> None:
    assert _keys(_call(code, "{name: r, callee: rec, event: 0}")) is None


@pytest.mark.parametrize(
    ("code", "events", "keys"),
    [
        ("rec('A', {'p': 1})", ["A"], ["p"]),
        ("rec('A')", ["A"], []),
        ("rec('A', props={'p': 1})", ["A"], None),
        ("rec('A', **more)", ["A"], None),
        ("rec(event='A', props={'p': 1})", [], None),
    ],
)
def test_what_is_given_by_another_way_than_described_is_unknown(
    code: str, events: list[str], keys: list[str] | None
) -> None:
    call = _call(code, "{name: r, callee: rec, event: 0, properties: 1}")
    assert (_events(call), _keys(call)) == (events, keys)
    assert events or call.dynamic is not None


BOTH_WAYS = "{name: r, callee: rec, event: [0, event], properties: [2, data]}"


@pytest.mark.parametrize(
    ("code", "ending", "keys"),
    [
        ("rec('A', me, **more)", "py", None),
        ("rec('A', *more)", "py", None),
        ("rec('A', me, data=given)", "py", None),
        ("rec('A', ...more)", "ts", None),
        ("rec({ event: 'A', ...more })", "ts", None),
        ("export const send = (it) => rec(it.name, 1)", "ts", None),
        ("const kind = pick() ? 'A' : { ...more };\nrec(kind, 1)", "js", None),
        ("rec('A')", "py", []),
        ("rec('A', me)", "py", []),
        ("rec('A', me, flags=1)", "py", []),
        ("rec(event='A', client=me)", "py", []),
        ("rec('A', me, {'p': 1}, flags=1)", "py", ["p"]),
        ("rec('A')", "ts", []),
        ("rec('A', me)", "js", []),
        ("const NAME = 'A';\nrec(NAME, me)", "ts", []),
        ("rec(fast ? 'A' : 'B', me)", "tsx", []),
        ("rec({ event: 'A' }, me)", "ts", []),
    ],
)
def test_what_is_described_both_ways_is_left_out_where_neither_gives_it(
    code: str, ending: str, keys: list[str] | None
) -> None:
    assert _keys(_call(code, BOTH_WAYS, ending)) == keys


@pytest.mark.parametrize(
    "code", ["rec('u', 'A', {'p': 1})", "rec('u', event='A')", "rec('u', 'A', data={'p': 1})"]
)
def test_what_is_described_by_keyword_may_be_given_by_position(code: str) -> None:
    call = _call(code, "{name: r, callee: rec, event: event, properties: data}")
    assert call.properties.is_complete == ("data" in code)
    assert bool(call.events) == ("event=" in code)
    assert call.events or call.dynamic is not None


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("rec('A', {'p': 1})", "py"),
        ("rec('A', data={'p': 1})", "py"),
        ("rec(event='A', data={'p': 1})", "py"),
        ("rec('u', name='A', data={'p': 1})", "py"),
        ("rec('A', { p: 1 })", "ts"),
        ("rec({ event: 'A', data: { p: 1 } })", "ts"),
        ("const it = { event: 'A', data: { p: 1 } };\nrec(it)", "ts"),
        ("rec({ name: 'A' }, { p: 1 })", "js"),
    ],
)
def test_an_argument_may_have_several_places(code: str, ending: str) -> None:
    call = _call(
        code, "{name: r, callee: rec, event: [event, name, 0], properties: [data, 1]}", ending
    )
    assert (_events(call), _keys(call)) == (["A"], ["p"])


def test_of_several_adapters_for_a_callee_the_first_that_fits_counts() -> None:
    rows = (
        "{name: browser, callee: hog.capture, event: 0, properties: 1},"
        "{name: node, callee: hog.capture, event: event, properties: properties}"
    )
    code = "hog.capture('A', { p: 1 });\nhog.capture({ event: 'B', properties: { q: 1 } });"
    calls = _scan(code, rows, "ts").calls
    assert [(call.sdk, _events(call), _keys(call)) for call in calls] == [
        ("browser", ["A"], ["p"]),
        ("node", ["B"], ["q"]),
    ]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("track('A')", "ts"),
        ("import { track } from './analytics';\ntrack('A')", "ts"),
        ("import track from './analytics';\ntrack('A')", "ts"),
        ("const { track } = useTracking();\ntrack('A')", "tsx"),
        ("const track = useTracking();\ntrack('A')", "tsx"),
        ("from app.analytics import track\ntrack('A')", "py"),
        ("track = make_tracker()\ntrack('A')", "py"),
        ("<script>import { track } from './a'; export let on; track('A')</script>", "svelte"),
        ("<script>export const track = made(); track('A')</script>", "svelte"),
        ("import { track } from './a'; const { other } = Astro.props; track('A')", "ts"),
        ("export let track = makeTracker();\ntrack('A')", "ts"),
        (
            "<script setup>import { track } from './a'; defineProps(['on'])</script>"
            "<b @click=\"track('A')\"/>",
            "vue",
        ),
    ],
)
def test_a_bare_name_is_what_the_file_takes_from_elsewhere(code: str, ending: str) -> None:
    assert _events(_call(code, ANYWHERE, ending)) == ["A"]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("function track(name) {}\ntrack('A')", "js"),
        ("async function track({ events }) {}\ntrack('A')", "ts"),
        ("const track = (name) => name;\ntrack('A')", "ts"),
        ("const track = function (name) {};\nconst send = track;\nsend('A')", "ts"),
        ("function each(track: (x: string) => void) { track('A') }", "ts"),
        ("const each = ({ track }) => track('A')", "jsx"),
        ("for (const track of tracks) track('A')", "ts"),
        ("try { f() } catch (track) { track('A') }", "ts"),
        ("class C { track = (n) => n; go() { const { track } = this; track('A') } }", "ts"),
        ("class C { go() { const { track: send } = this; send('A') } }", "ts"),
        ("const { track } = { track: (name) => name }; track('A')", "js"),
        ("const { track } = console; track('A')", "ts"),
        ("const { track } = defineProps(['track']); track('A')", "ts"),
        ("let { track } = $props(); track('A')", "ts"),
        ("def track(name): ...\ntrack('A')", "py"),
        ("track = lambda name: name\ntrack('A')", "py"),
        ("class track: ...\ntrack('A')", "py"),
        ("def each(track):\n    track('A')", "py"),
        ("for track in tracks:\n    track('A')", "py"),
        ("with open('x') as track:\n    track('A')", "py"),
        ("with opened() as (track, other):\n    track('A')", "py"),
        ("async def f():\n    async with opened() as track:\n        track('A')", "py"),
        ("try: f()\nexcept Error as track:\n    track('A')", "py"),
        ("if (track := found()):\n    track('A')", "py"),
        ("match v:\n    case {'a': track}:\n        track('A')", "py"),
        ("match v:\n    case [*track]:\n        track('A')", "py"),
        ("match v:\n    case str() as track:\n        track('A')", "py"),
        ("found = {track('A') for track, _ in tracks}", "py"),
        ("<script>export let track; track('A')</script>", "svelte"),
        ("<script>export let track = () => {};</script><b on:click={() => track('A')}/>", "svelte"),
        ("<script>export let other, track; $: track('A')</script>", "svelte"),
        ("const { track } = Astro.props; track('A')", "ts"),
        ("const { track } = this.props; track('A')", "jsx"),
        ("const App = (props) => { const { track } = props; track('A') }", "jsx"),
        ("<script setup>defineProps(['track'])</script><b @click=\"track('A')\"/>", "vue"),
        ("<script setup>defineProps({ track: F })</script><b @click=\"track('A')\"/>", "vue"),
        (
            "<script setup lang='ts'>defineProps<{ track: (x: string) => void }>()</script>"
            "<template><b @click=\"track('A')\"/></template>",
            "vue",
        ),
        ("<script>export default { props: ['track'] }</script><b @click=\"track('A')\"/>", "vue"),
        ("[track('A') for track in tracks]", "py"),
        ("def outer():\n    def track(name): ...\n    track('A')", "py"),
    ],
)
def test_a_bare_name_is_not_what_the_file_or_a_caller_gives(code: str, ending: str) -> None:
    scan = _scan(code, ANYWHERE, ending)
    assert scan.calls == ()


FROM = "{name: t, callee: track, from: app.analytics, event: 0}"
OWN = {
    "app/__init__.py": "",
    "app/analytics/__init__.py": "from .send import track\n",
    "app/analytics/send.py": "def track(name): ...\ntrack('Inside')\n",
    "app/video.py": "def track(name): ...\n",
}


@pytest.mark.parametrize(
    "code",
    [
        "from app.analytics import track\ntrack('A')",
        "from app.analytics.send import track\ntrack('A')",
        "from .analytics import track\ntrack('A')",
        "from .analytics.send import track as track\nsend = track\ntrack('A')",
    ],
)
def test_from_takes_what_the_module_or_package_has(tmp_path: Path, code: str) -> None:
    assert _names_in(tmp_path, {**OWN, "app/use.py": code}, FROM) == ["Inside", "A"]


@pytest.mark.parametrize(
    "code",
    [
        "track('A')",
        "from app.video import track\ntrack('A')",
        "from .video import track\ntrack('A')",
        "from elsewhere import track\ntrack('A')",
        "from app.analytics_old import track\ntrack('A')",
        "def track(name): ...\ntrack('A')",
        "from app.analytics import track\ndef f(track):\n    track('A')",
    ],
)
def test_from_takes_nothing_else(tmp_path: Path, code: str) -> None:
    assert _names_in(tmp_path, {**OWN, "app/use.py": code}, FROM) == ["Inside"]


@pytest.mark.parametrize(
    ("origin", "code", "names"),
    [
        ("src/analytics", "import { track } from '../analytics';\ntrack('A')", ["A"]),
        ("src/analytics", "import { track } from '@/analytics';\ntrack('A')", ["A"]),
        ("src/analytics", "import { track } from '../video';\ntrack('A')", []),
        ("@acme/analytics", "import { track } from '@acme/analytics';\ntrack('A')", ["A"]),
        ("@acme/analytics", "import { track } from '@acme/analytics/react';\ntrack('A')", ["A"]),
        ("@acme/analytics", "import { track } from '@acme/analytics-old';\ntrack('A')", []),
        ("@acme/a", "import { use } from '@acme/a';\nconst { track } = use();\ntrack('A')", ["A"]),
        ("@acme/a", "const { track } = use();\ntrack('A')", []),
    ],
)
def test_from_in_typescript(tmp_path: Path, origin: str, code: str, names: list[str]) -> None:
    files = {
        "src/analytics/index.ts": "export function track(name: string) {}\n",
        "src/video.ts": "export function track(name: string) {}\n",
        "src/web/use.ts": code,
    }
    adapter = f"{{name: t, callee: track, from: '{origin}', event: 0}}"
    assert _names_in(tmp_path, files, adapter) == names


def _names_in(folder: Path, files: dict[str, str], adapters: str) -> list[str]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    scan = scan_project(folder, cwd=folder, plan=_plan(adapters))
    return [event.name for call in scan.calls for event in call.events]


API = "{name: api, callee: Api.report, event: event, properties: extra}"
EVENTS = """
export const EVENTS = { COPIED: { category: 'c', event: 'Copied' } };
export const LOCAL = { event: 'Local' };
"""


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("Api.report({ ...EVENTS.COPIED, extra: { kind: 'a' } })", ["Copied"]),
        ("Api.report({ ...LOCAL })", ["Local"]),
        ("Api.report({ ...LOCAL, event: 'Other' })", ["Other"]),
        ("Api.report({ event: 'Other', ...LOCAL })", ["Local"]),
        ("Api.report({ event: 'Other', ...(x && LOCAL) })", ["Local", "Other"]),
        ("Api.report({ event: 'Other', ...(x ? LOCAL : EVENTS.COPIED) })", ["Local", "Copied"]),
        ("Api.report({ event: 'Other', ...x })", ["Other"]),
        ("Api.report({ ...{ ...LOCAL } })", ["Local"]),
        ("const it = { ...LOCAL, extra: {} };\nApi.report(it)", ["Local"]),
        ("const it = { event: 'A' };\nit.event = 'B';\nApi.report(it)", ["B"]),
        ("const it = { event: 'A' };\nif (x) it.event = 'B';\nApi.report(it)", ["A", "B"]),
        ("const it = {};\nObject.assign(it, LOCAL);\nApi.report(it)", ["Local"]),
        ("const it = { event: 'A' };\nit[x] = 'B';\nApi.report(it)", ["A"]),
        ("const it = { event: 'A' };\nApi.report(it);\nit.event = 'B';", ["A"]),
        ("const KEY = 'event';\nApi.report({ [KEY]: 'A' })", ["A"]),
        ("Api.report({ event: 'A', [x]: 'B' })", ["A"]),
    ],
)
def test_an_event_under_a_key_is_found_through_spreads_and_changes(
    tmp_path: Path, code: str, names: list[str]
) -> None:
    (tmp_path / "consts.ts").write_text(EVENTS, encoding="utf-8")
    use = f"import {{ EVENTS, LOCAL }} from './consts';\n{code}\n"
    (tmp_path / "use.ts").write_text(use, encoding="utf-8")
    (call,) = scan_project(tmp_path, cwd=tmp_path, plan=_plan(API)).calls
    assert _events(call) == names
    assert (call.dynamic is not None) == ("x })" in code or "[x]" in code or "x &&" in code)
    lines = use.count("\n")
    for event in call.events:
        assert event.at.path == "use.ts"
        assert event.at.span is not None
        assert event.at.span.line <= lines


METHOD = "{name: m, callee: '*.capture', event: 0, properties: 1}"


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("x.capture('A')", "ts"),
        ("a.b().capture('A')", "ts"),
        ("list[0].capture('A')", "ts"),
        ("x['capture']('A')", "ts"),
        ("(x || y).capture('A')", "ts"),
        ("new Client().capture('A')", "js"),
        ("this.capture('A')", "js"),
        ("(await load()).capture('A')", "js"),
        ("x.capture.call(x, 'A')", "ts"),
        ("const c = x.capture;\nc('A')", "ts"),
        ("const { capture } = x;\ncapture('A')", "ts"),
        ("const { capture: send } = usePostHog();\nsend('A')", "tsx"),
        ("x.capture('A')", "py"),
        ("items[0].capture('A')", "py"),
        ("clients['eu'].capture('A')", "py"),
        ("(x or y).capture('A')", "py"),
        ("functools.partial(x.capture, 'A')()", "py"),
        ("capture = x.capture\ncapture('A')", "py"),
        ("make(1).capture('A')", "py"),
        ("super().capture('A')", "py"),
    ],
)
def test_a_method_of_anything_is_found_on_everything(code: str, ending: str) -> None:
    assert _events(_call(code, METHOD, ending)) == ["A"]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("capture('A')", "ts"),
        ("x.captured('A')", "ts"),
        ("function capture(a) {}\ncapture('A')", "ts"),
        ("def capture(a): ...\ncapture('A')", "py"),
    ],
)
def test_a_method_of_anything_is_no_function(code: str, ending: str) -> None:
    assert _scan(code, METHOD, ending).calls == ()


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("const { track: send } = useAnalytics(); send('A')", "ts"),
        ("const { track: send = noop } = useAnalytics(); send('A')", "ts"),
        ("const { track } = useAnalytics(); track('A')", "js"),
        ("const hook = useAnalytics(); const t = hook.track; t('A')", "js"),
        ("t = hook().track\nt('A')", "py"),
    ],
)
def test_a_function_that_is_taken_out_of_an_object_keeps_its_name(code: str, ending: str) -> None:
    assert _events(_call(code, ANYWHERE, ending)) == ["A"]


EVENT_AMONG_PROPERTIES = "{name: l, callee: '*.logEvent', event: type, properties: 0}"
PLANNED = "events:\n  A: {properties: {plan: string!}}\n"
PLANNED_WITH_TYPE = "events:\n  A: {properties: {plan: string!, type: string!}}\n"


@pytest.mark.parametrize("events", [PLANNED, PLANNED_WITH_TYPE])
@pytest.mark.parametrize(
    "code",
    [
        "x.logEvent({ type: 'A', plan: 'pro' })",
        "x.logEvent({ plan: 'pro', ...{ type: 'A' } })",
        "const p = { type: 'A' }; p.plan = 'pro'; x.logEvent(p)",
    ],
)
def test_the_name_of_the_event_among_the_properties_is_no_unknown_one(
    tmp_path: Path, events: str, code: str
) -> None:
    usage = f"usage: {{adapters: [{EVENT_AMONG_PROPERTIES}]}}\n"
    plan = load_text(f"tracking_plan: 1\n{usage}{events}").plan
    assert plan is not None
    (tmp_path / "a.ts").write_text(code)
    scan = scan_project(tmp_path, cwd=tmp_path, plan=plan)
    assert scan.calls
    found = judge_calls(plan, scan, today=date(2026, 1, 1))
    assert [item.code.id for item in found if item.code.id.startswith("U2")] == []


def test_a_star_within_the_last_name_is_explained(tmp_path: Path) -> None:
    plan = _plan("{name: s, callee: '*sa_event', event: 0}")
    (tmp_path / "a.ts").write_text("window.sa_event('A')")
    found = judge_calls(
        plan, scan_project(tmp_path, cwd=tmp_path, plan=plan), today=date(2026, 1, 1)
    )
    (hint,) = [item.problem.hint for item in found if item.code.id == "U902"]
    assert hint is not None
    assert "'*.sa_event'" in hint


@pytest.mark.parametrize(
    ("event", "code", "ending"),
    [
        ("1", "emit({ type: 'x' })", "ts"),
        ("0", "emit()", "ts"),
        ("event", "emit({ type: 'x' })", "ts"),
        ("[0, event]", "emit({ type: 'x' })", "ts"),
        ("0", "emit(() => 'x')", "ts"),
        ("0", "emit(class {})", "ts"),
        ("0", "emit(new Map([['type', 'x']]))", "ts"),
        ("0", "emit(Symbol('x'))", "ts"),
        ("[0, name]", "emit()", "py"),
        ("1", "emit(user)", "py"),
        ("0", "emit({'type': 'x'})", "py"),
        ("0", "emit({'x', 'y'})", "py"),
        ("0", "emit(b'x')", "py"),
        ("0", "emit(x for x in names)", "py"),
    ],
)
def test_a_call_without_the_described_event_has_an_unknown_name(
    event: str, code: str, ending: str
) -> None:
    call = _call(code, f"{{name: e, callee: emit, event: {event}}}", ending)
    assert (call.events, call.dynamic) == ((), DynamicReason.UNDESCRIBED)
