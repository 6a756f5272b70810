"""Calls of the SDKs of other vendors, as their documentation writes them."""

from pathlib import Path

import pytest

from tracking_plan.convert.from_code import draft
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_project

PYTHON = {
    "segment": "import segment.analytics as analytics\nanalytics.track('u', 'A', {'b': 1})",
    "segment by keyword": "from segment import analytics\n"
                          "analytics.track(user_id='u', event='A', properties={'b': 1})",
    "segment's first package": "import analytics\nanalytics.track('u', 'A', {'b': 1})",
    "segment client": "from segment.analytics.client import Client\n"
                      "Client('k').track('u', 'A', {'b': 1})",
    "posthog": "import posthog\nposthog.capture('u', 'A', {'b': 1})",
    "posthog since 6": "import posthog\n"
                       "posthog.capture('A', distinct_id='u', properties={'b': 1})",
    "posthog by keyword": "from posthog import Posthog\nclient = Posthog('k')\n"
                          "client.capture(distinct_id='u', event='A', properties={'b': 1})",
    "mixpanel": "from mixpanel import Mixpanel\nmp = Mixpanel('k')\nmp.track('u', 'A', {'b': 1})",
    "rudderstack": "import rudderstack.analytics as rudder\nrudder.track('u', 'A', {'b': 1})",
}  # fmt: skip
JAVASCRIPT = {
    "segment": "import { AnalyticsBrowser } from '@segment/analytics-next';\n"
               "const a = AnalyticsBrowser.load({});\na.track('A', { b: 1 });",
    "segment in node": "import { Analytics } from '@segment/analytics-node';\n"
                       "const a = new Analytics({});\n"
                       "a.track({ userId: 'u', event: 'A', properties: { b: 1 } });",
    "posthog": "import posthog from 'posthog-js';\nposthog.capture('A', { b: 1 });",
    "posthog's hook": "import { usePostHog } from 'posthog-js/react';\n"
                      "const p = usePostHog();\np?.capture('A', { b: 1 });",
    "posthog of the page": "window.posthog?.capture('A', { b: 1 });",
    "posthog in node": "import { PostHog } from 'posthog-node';\nconst p = new PostHog('k');\n"
                       "p.capture({ distinctId: 'u', event: 'A', properties: { b: 1 } });",
    "mixpanel": "import mixpanel from 'mixpanel-browser';\nmixpanel.track('A', { b: 1 });",
    "mixpanel in node": "const Mixpanel = require('mixpanel');\n"
                        "const mp = Mixpanel.init('k');\nmp.track('A', { b: 1 });",
    "amplitude": "import * as amplitude from '@amplitude/analytics-browser';\n"
                 "amplitude.track('A', { b: 1 });",
    "amplitude's object": "import * as amplitude from '@amplitude/analytics-browser';\n"
                          "amplitude.track({ event_type: 'A', event_properties: { b: 1 } });",
    "amplitude's object in node": "import { logEvent } from '@amplitude/analytics-node';\n"
                                  "logEvent({ event_type: 'A', event_properties: { b: 1 } });",
    "amplitude's function": "import { track } from '@amplitude/analytics-browser';\n"
                            "track('A', { b: 1 });",
    "amplitude's instance": "import amplitude from 'amplitude-js';\n"
                            "amplitude.getInstance().logEvent('A', { b: 1 });",
    "rudderstack": "import { RudderAnalytics } from '@rudderstack/analytics-js';\n"
                   "const r = new RudderAnalytics();\nr.track('A', { b: 1 });",
    "rudderstack in node": "import Rudder from '@rudderstack/rudder-sdk-node';\n"
                           "const r = new Rudder('k');\n"
                           "r.track({ userId: 'u', event: 'A', properties: { b: 1 } });",
    "jitsu": "import { jitsuAnalytics } from '@jitsu/js';\n"
             "const j = jitsuAnalytics({});\nj.track('A', { b: 1 });",
    "gtag": "gtag('event', 'A', { b: 1 });",
    "gtag of the window": "window.gtag?.('event', 'A', { b: 1 });\nwindow.gtag('config', 'G-1');",
    "gtag by a constant": "const E = 'event';\ngtag('set', { a: 1 }); gtag(E, 'A', { b: 1 });",
    "gtag in Next.js": "import { sendGAEvent } from '@next/third-parties/google';\n"
                       "sendGAEvent('event', 'A', { b: 1 });",
    "snowplow": "import { trackSelfDescribingEvent } from '@snowplow/browser-tracker';\n"
                "trackSelfDescribingEvent({ event: { schema: 'A', data: { b: 1 } } });",
    "snowplow's tag": "window.snowplow('trackSelfDescribingEvent', "
                      "{ event: { schema: 'A', data: { b: 1 } } });\n"
                      "snowplow('enableActivityTracking', {});",
    "firebase": "import { getAnalytics, logEvent } from 'firebase/analytics';\n"
                "logEvent(getAnalytics(), 'A', { b: 1 });",
}  # fmt: skip
OTHERS = {
    "g.ts": "import { gtag } from './own';\ngtag('event', 'A');\nwindow.gtag('config', 'A');",
    "h.ts": "gtag('js', new Date()); gtag('config', 'G-1', { page_path: url });",
    "i.ts": "export function gtag(...args) { dataLayer.push(args); }\ngtag('event', 'A');",
    "x.py": "import analytics\nanalytics.track('u', 'A', {'b': 1})",
    "y.py": "from app import posthog\nposthog.capture('u', 'A')",
    "z.ts": "import { track } from './tracks';\ntrack('A');\nclass Mixpanel { track(s) {} }\n"
            "new Mixpanel().track('A');",
    "s.ts": "import { PostHog } from 'other-package';\nnew PostHog().capture('A');",
    "p.ts": "export const f = (posthog) => posthog.capture('A');",
}  # fmt: skip


def _sent(scan: Scan) -> list[tuple[list[str], list[str]]]:
    return [
        ([e.name for e in call.events], [p.name for p in call.properties.properties])
        for call in scan.calls
    ]


def _scan(folder: Path, name: str, text: str) -> Scan:
    (folder / name).write_text(text)
    return scan_project(folder, cwd=folder)


@pytest.mark.parametrize("case", PYTHON)
def test_calls_in_python_are_known(tmp_path: Path, case: str) -> None:
    assert _sent(_scan(tmp_path, "main.py", PYTHON[case])) == [(["A"], ["b"])]


@pytest.mark.parametrize("case", JAVASCRIPT)
def test_calls_in_javascript_are_known(tmp_path: Path, case: str) -> None:
    assert _sent(_scan(tmp_path, "main.ts", JAVASCRIPT[case])) == [(["A"], ["b"])]


@pytest.mark.parametrize("name", OTHERS)
def test_what_only_has_such_a_name_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "analytics.py").write_text("def track(user, what, how): ...\n")
    (tmp_path / "app/posthog.py").write_text("def capture(user, what): ...\n")
    (tmp_path / "tracks.ts").write_text("export function track(name) { console.log(name); }")
    assert _sent(_scan(tmp_path, name, OTHERS[name])) == []


def test_structured_events_are_called_by_their_action(tmp_path: Path) -> None:
    code = (
        "import { trackStructEvent } from '@snowplow/browser-tracker';\n"
        "trackStructEvent({ category: 'c', action: 'A', label: 'l', value: 1 });\n"
        "snowplow('trackStructEvent', { category: 'c', action: 'B' });\n"
    )
    calls = _scan(tmp_path, "a.ts", code).calls
    assert [[event.name for event in call.events] for call in calls] == [["A"], ["B"]]


def test_a_function_around_the_tag_is_followed(tmp_path: Path) -> None:
    code = (
        "export const sendEvent = (name, props) => window.gtag('event', `app_${name}`, props);\n"
        "sendEvent('A', { b: 1 });\n"
    )
    assert _sent(_scan(tmp_path, "a.ts", code)) == [(["app_A"], ["b"])]


def test_what_means_something_to_an_sdk_is_no_property_of_a_draft(tmp_path: Path) -> None:
    code = "window.gtag('event', 'A', { b: 1, send_to: 'x' });"
    (call,) = _scan(tmp_path, "a.ts", code).calls
    (event,) = draft([call], version_property=None).events
    assert list(event.properties) == ["b"]
