"""Components that adapters describe: their elements in JSX, Vue, Svelte, Astro and HTML."""

from pathlib import Path

import pytest

from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.usage.facts.call import Call
from tracking_plan.usage.scan import scan_project

BUTTON = "{name: b, component: SubmitButton, attribute: eventName, properties: payload}"
IMPORT = "import { SubmitButton, NAME, FINE } from './ui';\n"
UI = "export const NAME = 'Constant';\nexport const FINE = { eventName: 'Fine', other: 1 };\n"


def _plan(adapters: str) -> Plan:
    plan = load_text(f"tracking_plan: 1\nusage: {{adapters: [{adapters}]}}\n").plan
    assert plan is not None
    return plan


def _calls(folder: Path, name: str, text: str, adapters: str = BUTTON) -> tuple[Call, ...]:
    (folder / "ui.ts").write_text(UI, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    scan = scan_project(folder, cwd=folder, plan=_plan(adapters))
    assert not scan.unparsed
    return scan.calls


def _sent(call: Call) -> tuple[list[str], list[str] | None]:
    """The names that a call may send (`?`: others, too), and its keys (None: not all are known)."""
    names = [event.name for event in call.events] + ["?"] * (call.dynamic is not None)
    fields = call.properties
    return names, [sent.name for sent in fields.properties] if fields.is_complete else None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tsx", "const a = <OtherButton eventName='A' />;"),
        ("a.tsx", "const a = <submitButton eventName='A' />;"),
        ("a.tsx", "const SubmitButton = (p) => p;\nconst a = <SubmitButton eventName='A' />;"),
        ("a.tsx", "import { Other as SubmitButton } from 'x';\nSubmitButton({ eventName: 'A' });"),
        ("a.ts", "const a = new Map<SubmitButton, string>();"),
        ("a.vue", "<template><!-- <SubmitButton event-name='A' /> --></template>"),
        ("a.vue", "<template><submit-buttons event-name='A' /></template>"),
        ("a.vue", "<script>\nconst a = '<SubmitButton event-name=x>';\n</script>"),
        ("a.svelte", "<SubmitButtons eventName='A' />"),
        ("a.html", "<button event-name='A'>SubmitButton</button>"),
    ],
)
def test_what_is_no_such_component_sends_nothing(tmp_path: Path, name: str, text: str) -> None:
    assert _calls(tmp_path, name, text) == ()


@pytest.mark.parametrize(
    ("element", "names", "keys"),
    [
        ("<SubmitButton />", ["?"], []),
        ("<SubmitButton {...given} />", ["?"], None),
        ("<SubmitButton eventName={given} />", ["?"], []),
        ("<SubmitButton eventName />", ["?"], []),
        ("<SubmitButton eventName='A' {...given} />", ["A", "?"], None),
        ("<SubmitButton eventName='A' payload={given} />", ["A"], None),
        ("<SubmitButton eventName='A' />", ["A"], []),
        ("<SubmitButton eventName=\"it's &amp; so\" />", ["it's & so"], []),
        ("<SubmitButton eventName={'A'} payload={{ plan: 'pro' }}>hi</SubmitButton>",
         ["A"], ["plan"]),
        ("<SubmitButton key='x' eventName={NAME} />", ["Constant"], []),
        ("<SubmitButton eventName={ok ? 'A' : NAME} />", ["A", "Constant"], []),
        ("<SubmitButton eventName={`${NAME} x`} />", ["Constant x"], []),
        ("<SubmitButton {...FINE} />", ["Fine"], []),
        ("<SubmitButton {...FINE} eventName='A' />", ["A"], []),
        ("<p><SubmitButton eventName='A'\n/></p>", ["A"], []),
    ],
)  # fmt: skip
def test_elements_in_jsx(
    tmp_path: Path, element: str, names: list[str], keys: list[str] | None
) -> None:
    for ending in ("tsx", "jsx"):
        (call,) = _calls(tmp_path, f"a.{ending}", f"{IMPORT}const a = {element};\n")
        assert _sent(call) == (names, keys)
        (tmp_path / f"a.{ending}").unlink()


def test_an_element_is_where_it_begins_and_its_event_where_the_attribute_is(
    tmp_path: Path,
) -> None:
    text = f"{IMPORT}const a = (\n  <SubmitButton\n    eventName='A'\n  />\n);\n"
    (call,) = _calls(tmp_path, "a.tsx", text)
    assert call.at.span is not None
    assert call.event_at.span is not None
    assert (call.at.span.line, call.at.span.column, call.event_at.span.line) == (3, 3, 4)


def test_a_component_of_a_namespace(tmp_path: Path) -> None:
    text = "import * as UI from './ui';\nconst a = <UI.SubmitButton eventName='A' />;\n"
    rows = "{name: b, component: '*.SubmitButton', attribute: eventName}"
    (call,) = _calls(tmp_path, "a.tsx", text, rows)
    assert _sent(call)[0] == ["A"]


@pytest.mark.parametrize(
    ("origin", "count"), [("./ui", 1), ("ui", 1), ("other", 0), ("'@acme/ui'", 0)]
)
def test_a_component_may_have_to_come_from_a_module(
    tmp_path: Path, origin: str, count: int
) -> None:
    row = f"{{name: b, component: SubmitButton, from: {origin}, attribute: eventName}}"
    text = f"{IMPORT}const a = <SubmitButton eventName='A' />;\n"
    assert len(_calls(tmp_path, "a.tsx", text, row)) == count


VUE = (
    f"<script setup lang='ts'>\n{IMPORT}"
    "const made = { plan: 'pro' }, own = { eventName: 'B' };\n</script>\n"
    "<template>\n  <div>%s</div>\n</template>\n"
)


@pytest.mark.parametrize(
    ("element", "names", "keys"),
    [
        ("<SubmitButton />", ["?"], []),
        ('<SubmitButton :event-name="given" />', ["?"], []),
        ("<SubmitButton :event-name />", ["?"], []),
        ('<SubmitButton v-bind="given" />', ["?"], None),
        ('<SubmitButton event-name="A" :payload="given" />', ["A"], None),
        ('<SubmitButton event-name="A" />', ["A"], []),
        ('<submit-button event-name="A"></submit-button>', ["A"], []),
        ("<SubmitButton eventName='A' @click=\"go()\" #default v-if=\"ok\" />", ["A"], []),
        ('<SubmitButton event-name="A &amp; B" />', ["A & B"], []),
        ('<SubmitButton :event-name="NAME" />', ["Constant"], []),
        ('<SubmitButton v-bind:event-name="NAME" />', ["Constant"], []),
        ("<submit-button :eventName=\"ok ? 'A' : NAME\" />", ["A", "Constant"], []),
        ("<SubmitButton event-name=\"A\" :payload=\"{ plan: 'pro', seats }\" />",
         ["A"], ["plan", "seats"]),
        ("<SubmitButton\n  event-name=\"A\"\n  :payload=\"{ plan: 'pro' }\"\n/>", ["A"], ["plan"]),
        ('<SubmitButton event-name="A" :payload="made" />', ["A"], ["plan"]),
        ('<SubmitButton v-bind="own" />', ["B"], []),
        ('<SubmitButton event-name="A" :a="x" :payload="{}" :b="{ c: 1 }"/>', ["A"], []),
    ],
)  # fmt: skip
def test_elements_in_vue(
    tmp_path: Path, element: str, names: list[str], keys: list[str] | None
) -> None:
    (call,) = _calls(tmp_path, "a.vue", VUE % element)
    assert _sent(call) == (names, keys)
    assert call.at.span is not None
    assert (call.at.span.line, call.at.span.column) == (6, 8)


def test_a_variable_of_a_loop_hides_a_constant_in_its_elements(tmp_path: Path) -> None:
    element = '<SubmitButton v-for="NAME in names" :event-name="NAME" />'
    (call,) = _calls(tmp_path, "a.vue", VUE % element)
    assert _sent(call)[0] == ["?"]


@pytest.mark.parametrize(
    ("element", "names", "keys"),
    [
        ("<SubmitButton eventName={given} />", ["?"], []),
        ("<SubmitButton eventName='a {given}' />", ["?"], []),
        ("<SubmitButton bind:eventName={NAME} />", ["?"], []),
        ("<SubmitButton {...given} />", ["?"], None),
        ("<SubmitButton eventName='A' on:click={() => go({ a: 1 })} />", ["A"], []),
        ('<SubmitButton eventName="A" payload={{ plan: \'pro\' }}>x</SubmitButton>',
         ["A"], ["plan"]),
        ("<SubmitButton eventName={NAME} />", ["Constant"], []),
        ("<SubmitButton eventName={ok ? 'A' : 'B'} payload={made} />", ["A", "B"], ["plan"]),
        ("<SubmitButton {...FINE} />", ["Fine"], []),
        ("<SubmitButton {eventName} />", ["Own"], []),
    ],
)  # fmt: skip
def test_elements_in_svelte(
    tmp_path: Path, element: str, names: list[str], keys: list[str] | None
) -> None:
    head = (
        f"<script>\n{IMPORT}const made = {{ plan: 'pro' }};\nconst eventName = 'Own';\n</script>\n"
    )
    (call,) = _calls(tmp_path, "a.svelte", f"{head}{element}\n")
    assert _sent(call) == (names, keys)


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ("<SubmitButton eventName={given} client:load />", ["?"]),
        ("<SubmitButton eventName=`a` />", ["?"]),
        ("<SubmitButton eventName={NAME} client:load />", ["Constant"]),
        ("<SubmitButton eventName='{A}' />", ["{A}"]),
    ],
)
def test_elements_in_astro(tmp_path: Path, element: str, names: list[str]) -> None:
    (call,) = _calls(tmp_path, "a.astro", f"---\n{IMPORT}---\n{element}\n")
    assert _sent(call)[0] == names


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ("<submit-button :event-name='NAME'></submit-button>", ["?"]),
        ("<submit-button event-name='{{ name }}'></submit-button>", ["?"]),
        ("<submit-button event-name='<%= name %>'></submit-button>", ["?"]),
        ("<submit-button event-name='A'></submit-button>", ["A"]),
        ("<submit-button event-name=A></submit-button>", ["A"]),
    ],
)
def test_elements_in_html(tmp_path: Path, element: str, names: list[str]) -> None:
    (call,) = _calls(tmp_path, "a.html", f"<body>{element}</body>")
    assert _sent(call)[0] == names


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("attribute: eventName, template: 'ui.{event}'", ["ui.A"]),
        ("attribute: event-name", ["A"]),
        ("template: Button Clicked", ["Button Clicked"]),
        ("template: '{eventName}/{size}'", ["A/big"]),
    ],
)
def test_a_component_has_a_template(tmp_path: Path, row: str, names: list[str]) -> None:
    text = f"{IMPORT}const a = <SubmitButton eventName='A' size='big' />;\n"
    (call,) = _calls(tmp_path, "a.tsx", text, f"{{name: b, component: SubmitButton, {row}}}")
    assert _sent(call)[0] == names


WRAPPER = (
    "import { altertable } from '@altertable/altertable-js';\n"
    "export function Track({ name, children, ...rest }) {\n"
    "  const click = () => altertable.track(`ui_${name}`, { area: 'ui', ...rest });\n"
    "  return <span onClick={click}>{children}</span>;\n"
    "}\n"
)


@pytest.mark.parametrize(
    ("element", "names", "keys"),
    [
        ("<Track name={given} />", ["ui_*"], ["area"]),
        ("<Track {...given} />", ["ui_*"], None),
        ("<Track name='a' plan='pro'>hi</Track>", ["ui_a"], ["area", "plan"]),
        ("<Track name={ok ? 'a' : 'b'} />", ["ui_a", "ui_b"], ["area"]),
    ],
)
def test_a_component_of_the_project_that_tracks_is_followed(
    tmp_path: Path, element: str, names: list[str], keys: list[str] | None
) -> None:
    (tmp_path / "track.tsx").write_text(WRAPPER)
    text = f"import {{ Track }} from './track';\nconst a = {element};\n"
    (call,) = _calls(tmp_path, "a.tsx", text, "")
    assert _sent(call) == (names, keys)


def _tracked(folder: Path, sends: str, element: str) -> list[tuple[str, list[str]]]:
    """The file and the names of each call, where a component of the project tracks."""
    head = "import { altertable } from '@altertable/altertable-js';\n"
    (folder / "t.tsx").write_text(
        f"{head}export function Track(props) {{\n"
        f"  const go = () => {sends};\n  return <i onClick={{go}} />;\n}}\n"
    )
    text = f"import {{ Track }} from './t';\nconst a = {element};\n"
    return [(call.at.path, _sent(call)[0]) for call in _calls(folder, "a.tsx", text, "")]


@pytest.mark.parametrize(
    ("sends", "element", "calls"),
    [
        ("altertable.track(props.id ? 'A' : 'B')", "<Track id={given} />", [("t.tsx", ["A", "B"])]),
        ("altertable.track(names[props.id])", "<Track id={given} />", [("t.tsx", ["?"])]),
        ("altertable.track(props.name)", "<Track name={given} />", [("t.tsx", ["?"])]),
        ("altertable.track(props.name)", "<Track name='A' />", [("a.tsx", ["A"])]),
    ],
)
def test_an_element_is_a_call_where_it_says_more_than_its_component(
    tmp_path: Path, sends: str, element: str, calls: list[tuple[str, list[str]]]
) -> None:
    assert _tracked(tmp_path, sends, element) == calls
