"""What is a candidate, how it is described, and of what there is a doubt."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tracking_plan.usage.discovery.candidate import Candidate, Certainty, Doubt
from tracking_plan.usage.discovery.run import discover
from tracking_plan.usage.scan import scan_project

THREE = "sendEvent('Signed Up');\nsendEvent('Signed In');\nsendEvent('Signed Out');\n"


def found(folder: Path, files: Mapping[str, str]) -> tuple[Candidate, ...]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    scan = scan_project(folder, cwd=folder)
    return discover(folder, cwd=folder, scan=scan).candidates


def test_what_an_sdk_or_a_followed_function_has_is_no_candidate(tmp_path: Path) -> None:
    files = {
        "a.ts": """\
import posthog from 'posthog-js';
export const trackEvent = (name: string) => posthog.capture(name);
posthog.capture('One'); posthog.capture('Two'); posthog.capture('Three');
""",
        "b.ts": "import { trackEvent } from './a';\n"
        + "".join(f"trackEvent('{name}');\n" for name in ("Four", "Five", "Six")),
    }
    assert found(tmp_path, files) == ()


def test_a_hook_of_another_package_is_not_described_for_what_it_wraps(tmp_path: Path) -> None:
    text = """\
import { useCallback } from 'react';
const trackIt = useCallback((name) => { other(name) }, []);
trackIt('Signed Up'); trackIt('Signed In'); trackIt('Signed Out');
"""
    (one,) = found(tmp_path, {"a.js": text})
    assert [(adapter.callee, adapter.module) for adapter in one.adapters] != [
        ("useCallback()", "react")
    ]
    assert one.doubt is not None


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("fetch('/t', { body: JSON.stringify({ event: name }) })", None),
        ("navigator.sendBeacon('/t', JSON.stringify({ name }))", None),
        ("dataLayer.push({ event: name })", None),
        ("fetch('/t', { body: name.toUpperCase() })", "it is not seen what it does"),
        ("known.add(name)", "it is not seen what it does"),
        ("console.log(name)", "it is not seen what it does"),
        ("", "it is not seen what it does"),
    ],
)
def test_it_has_to_be_seen_what_becomes_of_the_name(
    tmp_path: Path, body: str, doubt: str | None
) -> None:
    files = {
        "lib/analytics.js": f"export function sendEvent(name) {{ {body} }}\n",
        "a.js": "import { sendEvent } from './lib/analytics';\n" + THREE,
    }
    (one,) = found(tmp_path, files)
    assert (one.doubt.text if one.doubt else "").startswith(doubt or "")
    assert one.certainty is (Certainty.SURE if doubt is None else Certainty.DOUBTFUL)


OWN = "it names the event itself"


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        ("send('Clicked', { place: name })", OWN),
        ("send('Clicked', { a: 1, data: { place: name } })", OWN),
        ("send(EVENTS.CLICKED, { place: name, ...rest })", OWN),
        ("send(name ? 'Clicked' : 'Left', { place: name })", OWN),
        ("dataLayer.push({ event: 'Clicked', place: name })", OWN),
        ("fetch('/t', { body: JSON.stringify({ event: 'Clicked', place: name }) })", OWN),
        ("analytics.track('Clicked', { place: name })", OWN),
        ("inner('me', name)", OWN),
        ("fetch('/t', { body: JSON.stringify({ event: name, kind: 'Product Event' }) })", None),
        ("fetch('/t', { body: JSON.stringify({ source: 'The Shop', data: { n: name } }) })", None),
        ("queue.publish('product-events', { event: name })", None),
        ("analytics.track('Clicked', { place: 1 }); fetch('/t', { body: { x: name } })", None),
        ("op('track', name, { a: 1 })", None),
        ("const op = of(); op('track', name, { platform: 'web' })", None),
        ("op('remember', name)", "it is not seen what it does"),
    ],
)
def test_what_is_a_property_of_another_event_is_no_name(
    tmp_path: Path, body: str, doubt: str | None
) -> None:
    files = {
        "lib/analytics.js": f"""\
const EVENTS = {{ CLICKED: 'Clicked' }};
function send(event, props) {{ fetch('/t', {{ body: JSON.stringify({{ event, props }}) }}); }}
function inner(id, place) {{ send('Clicked', {{ id, place }}); }}
export function sendEvent(name) {{ {body} }}
""",
        "a.js": "import { sendEvent } from './lib/analytics';\n" + THREE,
    }
    one = next(one for one in found(tmp_path, files) if one.callee == "sendEvent")
    assert (one.doubt.text if one.doubt else "").startswith(doubt or "")
    assert one.certainty is (Certainty.SURE if doubt is None else Certainty.DOUBTFUL)


@pytest.mark.parametrize(
    ("body", "template"),
    [
        ("fetch('/t', { body: JSON.stringify({ event: `app-${name}` }) })", "app-{event}"),
        ("fetch('/t', { body: JSON.stringify({ event: 'app ' + name }) })", "app {event}"),
        ("fetch('/t', { body: JSON.stringify({ event: `${group}_${name}` }) })", "{1}_{event}"),
    ],
)
def test_what_is_made_of_a_name_is_the_template(tmp_path: Path, body: str, template: str) -> None:
    files = {
        "lib/analytics.js": f"export function sendEvent(name, group) {{ {body} }}\n",
        "a.js": "import { sendEvent } from './lib/analytics';\n" + THREE,
    }
    (one,) = found(tmp_path, files)
    assert (one.adapters[0].template, one.doubt) == (template, None)


@pytest.mark.parametrize("made", ["`${name}_${Date.now()}`", "`{${name}}`"])
def test_what_a_template_cannot_say_is_a_doubt(tmp_path: Path, made: str) -> None:
    files = {
        "lib/analytics.js": "export function sendEvent(name) "
        f"{{ fetch('/t', {{ name: {made} }}) }}\n",
        "a.js": "import { sendEvent } from './lib/analytics';\n" + THREE,
    }
    (one,) = found(tmp_path, files)
    assert one.doubt == Doubt("it makes the name of the event out of what it is given")


def test_a_function_that_hands_on_to_a_described_one_is_followed(tmp_path: Path) -> None:
    files = {
        "lib/analytics.js": """\
export function sendEvent(event) { fetch('/t', { event }) }
export function trackClick(action) { sendEvent('Clicked'); fetch('/t', { action }) }
""",
        "a.js": "import { sendEvent, trackClick } from './lib/analytics';\n"
        + THREE
        + "trackClick('Menu'); trackClick('Logo'); trackClick('Link'); trackClick('Help');\n",
    }
    doubts = {one.callee: one.doubt.text if one.doubt else None for one in found(tmp_path, files)}
    assert doubts == {
        "sendEvent": None,
        "trackClick": "it hands on what it is given to 'sendEvent'",
    }


def test_the_places_of_arguments_are_those_of_the_definition(tmp_path: Path) -> None:
    files = {
        "shop/analytics.py": """\
def track(user_id, event_name, *, metadata=None):
    session.post("/t", json={"event": event_name, "id": user_id, "data": metadata})
""",
        "shop/views.py": """\
from shop import analytics

def view(me):
    analytics.track(me.id, "Item Viewed", metadata={"price": 1})
    analytics.track(me.id, event_name="Item Bought")
    analytics.track(me.id, "Item Returned")
""",
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.module) == ("track", "shop.analytics")
    assert adapter.event == (1, "event_name")
    assert adapter.properties == ("metadata",)
    assert adapter.user_id == (0, "user_id")


def test_an_object_with_the_event_in_it_is_described_by_its_keys(tmp_path: Path) -> None:
    files = {
        "lib/analytics.ts": "export const track = ({ event, properties }: Event) =>"
        " { fetch('/t', { body: JSON.stringify({ event, properties }) }) };\n",
        "a.ts": """\
import { track } from './lib/analytics';
track({ event: 'Signed Up', properties: { plan: 'pro' } });
track({ event: 'Signed In' });
track({ event: 'Signed Out' });
""",
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.event, adapter.properties, one.doubt) == (("event",), ("properties",), None)


def test_tests_and_what_they_call_are_no_candidates(tmp_path: Path) -> None:
    files = {"tests/test_a.py": "track('A b')\ntrack('C d')\ntrack('E f')\n", "a.py": "x = 1\n"}
    assert found(tmp_path, files) == ()


def test_what_a_hook_returns_is_described_where_it_is_defined(tmp_path: Path) -> None:
    files = {
        "lib/useTracking.ts": """\
export default function useTracking() {
  const trackEvent = (name: string, properties?: object) => {
    fetch('/t', { body: JSON.stringify({ name, properties }) });
  };
  return { trackEvent };
}
""",
        **{
            f"{name}.ts": "import useTracking from './lib/useTracking';\n"
            f"const {{ trackEvent }} = useTracking();\ntrackEvent('{name} Opened', {{ a: 1 }});\n"
            for name in ("Menu", "Page", "Help")
        },
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.module) == ("trackEvent", "lib/useTracking")
    assert one.doubt is None


@pytest.mark.parametrize(
    ("body", "is_sure"),
    [
        ("client.capture('flow:step:done', { step, mode: 'live' })", False),
        ("client.capture({ event: 'Step Done', properties: { step } })", False),
        ("client.capture(step, { kind: 'Step Done' })", True),
        ("client.capture({ type: 'track', event: step })", True),
        ("client.capture({ event: step, name: 'Step Done' })", True),
        ("axios.post('events', { name: step })", True),
        ("fetch('api/track', { body: JSON.stringify({ step }) })", True),
    ],
)
def test_what_is_a_property_of_the_event_is_not_its_name(
    tmp_path: Path, body: str, is_sure: bool
) -> None:
    files = {
        "lib/steps.ts": f"export const trackStep = (step: string, properties = {{}}) => {body};\n",
        "a.ts": "import { trackStep } from './lib/steps';\n"
        "trackStep('business'); trackStep('personal'); trackStep('product');\n",
    }
    every = {one.callee: one.certainty for one in found(tmp_path, files)}
    assert (every["trackStep"] is Certainty.SURE) is is_sure


HOOK = """\
import { useCallback, useContext } from 'react';
import { Context } from 'somewhere';
export const useTracker = () => {
  const tracker = useContext(Context);
  const trackEvent = useCallback((name: string, properties?: object) => {
    tracker.current?.trackEvent(name, properties);
  }, []);
  return { trackEvent };
};
"""


def test_what_a_hook_returns_in_a_callback_is_described_by_its_name(tmp_path: Path) -> None:
    files = {
        "lib/useTracker.ts": HOOK,
        **{
            f"{name}.ts": "import { useTracker } from './lib/useTracker';\n"
            f"const {{ trackEvent }} = useTracker();\ntrackEvent('{name} Opened', {{ a: 1 }});\n"
            for name in ("Menu", "Page", "Help")
        },
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.module) == ("trackEvent", "lib/useTracker")
    assert one.doubt is None


def test_what_a_call_of_a_package_gives_out_is_described_by_its_name(tmp_path: Path) -> None:
    """No path of an adapter has brackets: one that had would spoil all others of the plan."""
    files = {
        "a.ts": """\
import { getTelemetry } from '@acme/telemetry';
getTelemetry().track('Menu Opened');
getTelemetry().track('Page Opened');
getTelemetry().track('Help Opened');
"""
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.module) == ("*.track", "@acme/telemetry")


def test_what_has_no_name_of_its_own_is_no_candidate(tmp_path: Path) -> None:
    files = {
        "a.ts": """\
import { trackers } from '@acme/telemetry';
trackers.getTrack()('Menu Opened');
trackers.getTrack()('Page Opened');
trackers.getTrack()('Help Opened');
"""
    }
    every = [adapter.callee for one in found(tmp_path, files) for adapter in one.adapters]
    assert [callee for callee in every if "()" in callee] == []


@pytest.mark.parametrize(
    ("body", "is_sure"),
    [
        ("this.bus.publish('events', { type })", False),
        ("this.onEvent?.({ type, at: Date.now() })", False),
        ("socket.emit(type)", False),
        ("fetch('/t', { method: 'POST', body: JSON.stringify({ type }) })", True),
        ("navigator.sendBeacon('/t', JSON.stringify({ type }))", True),
    ],
)
def test_events_of_any_kind_count_where_they_are_posted(
    tmp_path: Path, body: str, is_sure: bool
) -> None:
    files = {
        "lib/team.ts": "export class Team {\n"
        + "".join(f"  m{n}() {{ this.emitEvent('task_{n}_done') }}\n" for n in range(4))
        + f"  private emitEvent(type: string) {{ {body} }}\n}}\n"
    }
    (one,) = found(tmp_path, files)
    assert (one.certainty is Certainty.SURE) is is_sure


def test_a_facade_that_handles_events_is_described(tmp_path: Path) -> None:
    files = {
        "packages/analytics/src/index.ts": """\
import { providers } from './providers';
export const Analytics = {
  handleEvent(event: string, params: object = {}) {
    providers.forEach((provider) => { provider.handleEvent(event, params); });
  },
  handleError(error: Error) { providers.forEach((provider) => { provider.handleError(error); }); },
};
""",
        "a.ts": """\
import { Analytics } from './packages/analytics/src';
Analytics.handleEvent('Menu Opened'); Analytics.handleEvent('Page Opened', { a: 1 });
Analytics.handleEvent('Help Opened'); Analytics.handleError('It Failed');
""",
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.event, one.doubt) == ("Analytics.handleEvent", (0,), None)


TYPED = """\
import type { TYPE } from './types';
export function menu(a: TYPE | undefined) { a?.capture({ event: 'Menu Opened' }); }
export const page = (a: TYPE) => { a.capture({ event: 'Page Opened', properties: { b: 1 } }); };
export class Help {
  constructor(private readonly a: TYPE) {}
  open() { this.a.capture({ event: 'Help Opened' }); }
}
"""


@pytest.mark.parametrize(
    ("types", "doubt"),
    [
        ("export interface TYPE { capture(input: { event: string }): void }", None),
        ("export type TYPE = { capture: (input: { event: string }) => void };", None),
    ],
)
def test_the_method_of_a_type_that_tracks_is_described(
    tmp_path: Path, types: str, doubt: str | None
) -> None:
    texts = {"src/types.ts": types, "src/a.ts": TYPED}
    files = {name: text.replace("TYPE", "ITelemetry") for name, text in texts.items()}
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.module) == ("ITelemetry.capture", "src/types")
    assert (adapter.event, one.doubt) == (("event",), doubt)


def test_what_is_sure_is_found_behind_any_number_of_others(tmp_path: Path) -> None:
    others = "".join(
        f"import {{ m{n} }} from './o';\n"
        + "".join(f"m{n}.sendEvent('item_{n}_{k}_done');\n" for k in range(5))
        for n in range(14)
    )
    files = {
        "lib/analytics.ts": "export const track = (event: string) =>"
        " { fetch('/t', { body: JSON.stringify({ event }) }) };\n",
        "a.ts": others
        + "import { track } from './lib/analytics';\n"
        + "track('Menu Opened'); track('Page Opened'); track('Help Opened');\n",
    }
    every = {one.callee: one.certainty for one in found(tmp_path, files)}
    assert every["track"] is Certainty.SURE


def test_one_name_is_enough_for_the_method_of_a_type_that_tracks(tmp_path: Path) -> None:
    """Most of its calls give what a function has for its callers."""
    files = {
        "src/types.ts": "export interface ITelemetry { capture(input: { event: string }): void;\n"
        "recordCounter(name: string, by: number): void }\n",
        "src/a.ts": """\
import type { ITelemetry } from './types';
function emit(t: ITelemetry, event: string) { t.capture({ event }); }
export const menu = (t: ITelemetry) => emit(t, 'Menu Opened');
export const page = (t: ITelemetry) => t.capture({ event: 'Page Opened' });
export const count = (t: ITelemetry) => t.recordCounter('menus.total', 1);
""",
    }
    every = {one.callee: one.certainty for one in found(tmp_path, files)}
    assert every == {"t.capture": Certainty.SURE}


def test_the_method_of_another_type_is_not_sure(tmp_path: Path) -> None:
    files = {
        "src/types.ts": "export interface Camera { capture(input: { event: string }): void }",
        "src/a.ts": TYPED.replace("TYPE", "Camera"),
    }
    assert [one.certainty for one in found(tmp_path, files)] == [Certainty.DOUBTFUL]


def test_a_method_is_described_by_its_class(tmp_path: Path) -> None:
    files = {
        "lib/telemetry.py": """\
class Client:
    def add(self):
        self._capture("Item Added")

    def remove(self):
        self._capture("Item Removed")

    def _capture(self, event_name):
        requests.post("/t", json={"event": event_name})

class Other:
    def add(self):
        self._capture("Other Added")

    def _capture(self, event_name):
        self.known.add(event_name)
""",
        "lib/app.py": "from lib.telemetry import Client\nclient = Client()\n"
        "client._capture('App Started')\n",
    }
    first, *_ = found(tmp_path, files)
    (adapter,) = first.adapters
    assert (adapter.callee, adapter.module) == ("Client._capture", "lib.telemetry")
    assert first.doubt is None


def test_a_name_that_is_handed_on_twice_is_what_stands_alone(tmp_path: Path) -> None:
    files = {
        "lib/telemetry.ts": """\
export const send = (id: string, event: string, data: object) => {
  fetch('/t', { body: JSON.stringify({ id, event, data }) });
};
export function captureEvent(method: string) {
  send('me', `client.${method}`, { method });
}
""",
        "a.ts": "import { captureEvent } from './lib/telemetry';\n"
        "captureEvent('add_item'); captureEvent('drop_item'); captureEvent('list_items');\n",
    }
    (one,) = found(tmp_path, files)
    (adapter,) = one.adapters
    assert (adapter.callee, adapter.event, one.doubt) == ("send", (1,), None)


@pytest.mark.parametrize(
    ("built", "sent", "template", "is_sure"),
    [
        ("({ event: type })", "fetch('/t', { body: JSON.stringify(built) })", None, True),
        ("({ event: `p.${type}` })", "fetch('/t', { body: JSON.stringify(built) })",
         "p.{event}", True),
        ("({ event: upper(type) })", "fetch('/t', { body: JSON.stringify(built) })", None, False),
        ("({ event: type })", "known.add(built)", None, False),
        ("({ length: type.length })", "fetch('/t', { body: JSON.stringify(built) })", None, False),
    ],
)  # fmt: skip
def test_a_function_that_builds_what_is_sent_says_what_becomes_of_the_name(
    tmp_path: Path, built: str, sent: str, template: str | None, *, is_sure: bool
) -> None:
    files = {
        "lib/telemetry.ts": f"""\
const buildEvent = (type: string) => {built};
export function captureEvent(type: string) {{
  const built = buildEvent(type);
  {sent};
}}
""",
        "a.ts": "import { captureEvent } from './lib/telemetry';\n"
        "captureEvent('add_item'); captureEvent('drop_item'); captureEvent('list_items');\n",
    }
    (one,) = found(tmp_path, files)
    assert (one.doubt is None, one.adapters[0].template) == (is_sure, template)


@pytest.mark.parametrize(
    ("others", "is_sure"),
    [("type: 'Feature'", True), ("type: n", False), ("category: 'Menu'", False)],
)
def test_a_key_stands_out_that_has_nearly_all_names(
    tmp_path: Path, others: str, *, is_sure: bool
) -> None:
    calls = "".join(
        f"track({{ key: 'Item {n}', " + others.replace(": n", f": 'Kind {n}'") + " });\n"
        for n in "ABCDEFGHIJ"
    )
    files = {
        "lib/analytics.ts": "export const track = (event: object) =>"
        " { fetch('/t', { body: JSON.stringify(event) }) };\n",
        "a.ts": f"import {{ track }} from './lib/analytics';\n{calls}",
    }
    (one,) = found(tmp_path, files)
    assert (one.doubt is None) is is_sure


@pytest.mark.parametrize(
    ("inner", "is_sure"),
    [
        ("insertUserEvent = (name: string) => run(db.from('events').insert({ name }))", True),
        ("insertUserEvent = (name: string) => { run(db.from('events').insert({ name })); }", True),
        ("insertUserEvent = (name: string) => ({ name: `x.${other(name)}` })", False),
        ("insertUser = (name: string) => { run(db.from('events').insert({ name })); }", False),
    ],
)
def test_a_function_that_speaks_of_events_and_gives_out_none_sends_them(
    tmp_path: Path, inner: str, *, is_sure: bool
) -> None:
    called = inner.partition(" ")[0]
    files = {
        "lib/analytics.ts": f"const {inner};\n"
        f"export async function track(name: string) {{ await {called}(name); }}\n",
        "a.ts": "import { track } from './lib/analytics';\n"
        "track('add item'); track('drop item'); track('list items');\n",
    }
    (one,) = found(tmp_path, files)
    assert (one.doubt is None) is is_sure


PLATFORM = {
    "platform.ts": "export type Def = { analytics?: { logEvent: (e: any) => void } };\n"
    "export const platform: Def = made();\ndeclare function made(): any;\n",
    **{
        f"u{number}.ts": "import { platform } from './platform';\n"
        f"platform.analytics?.logEvent({{ type: 'Thing {number} Done', size: {number} }});\n"
        "platform.analytics?.logEvent({ type: 'Team Created', size: 1 });\n"
        for number in range(12)
    },
}


def test_the_name_of_a_function_is_no_reason_against_itself(tmp_path: Path) -> None:
    for name, code in PLATFORM.items():
        (tmp_path / name).write_text(code)
    scan = scan_project(tmp_path, cwd=tmp_path)
    (found,) = discover(tmp_path, cwd=tmp_path, scan=scan).candidates
    assert found.callee == "platform.analytics.logEvent"
    assert found.doubt is None
    assert [one.event for one in found.adapters] == [("type",)]
