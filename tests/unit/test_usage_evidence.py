"""Which calls are taken for an SDK's, and which are left alone."""

import pytest
from effort import at_most

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_text

IN_USE = frozenset({"altertable"})
SDK = "from altertable import Altertable\n"
JS = "import { altertable, Altertable } from '@altertable/altertable-js';\n"
REACT = "import { useAltertable } from '@altertable/altertable-react';\n"


def _scan(code: str, ending: str) -> Scan:
    return scan_text(code.encode(), f"app.{ending}", sdks_in_use=IN_USE)


@pytest.mark.parametrize(
    "code",
    [
        SDK + "client = Altertable('k')\nclient.track('X', 'u')",
        SDK + "Altertable('k').track('X', 'u')",
        SDK + "def f(c: Altertable): c.track('X', 'u')",
        SDK + "def f(c: 'Altertable | None' = None): c.track('X', 'u')",
        SDK + "def f(c: Annotated[Altertable, Depends(d)]): c.track('X', 'u')",
        SDK + "def make() -> Altertable: ...\nmake().track('X', 'u')",
        SDK + "def make():\n    return Altertable('k')\nmake().track('X', 'u')",
        SDK + "with Altertable('k') as c:\n    c.track('X', 'u')",
        SDK + "client = None\ndef f():\n    global client\n    client = Altertable('k')\n"
        "    client.track('X', 'u')",
        SDK + "class A:\n    def __init__(self):\n        self.c = Altertable('k')\n"
        "    def f(self):\n        self.c.track('X', 'u')",
        SDK + "class A:\n    c: Altertable\n    def f(self):\n        self.c.track('X', 'u')",
        SDK + "class A:\n    @property\n    def c(self) -> Altertable: ...\n"
        "    def f(self):\n        self.c.track('X', 'u')",
        SDK + "c = Altertable('k')\nawait asyncio.to_thread(c.track, 'X', 'u')",
        SDK + "c = Altertable('k')\ntasks.add_task(c.track, 'X', 'u')",
        SDK + "c = Altertable('k')\nloop.run_in_executor(None, c.track, 'X', 'u')",
        SDK + "send = Altertable('k').track\nsend('X', 'u')",
        "from altertable import Altertable as At\nAt('k').track('X', 'u')",
        "import altertable as at\nat.Altertable('k').track('X', 'u')",
        "from altertable.client import Altertable\nAltertable('k').track('X', 'u')",
        "altertable.track('X', 'u')",
        SDK + "self._tracker.track('X', user.id, {'properties': {}})",
        "self.altertable.track('X', 'u')",
        SDK + "class Tracker(Altertable): pass\nTracker('k').track('X', 'u')",
        "import altertable\nclass T(altertable.Altertable): ...\nt = T('k')\nt.track('X', 'u')",
        "from app.tracking import altertable\naltertable.track('X', 'u')",
        "altertable = get_altertable()\naltertable.track('X', 'u')",
        "altertable = None\naltertable.track('X', 'u')",
        SDK + "class A:\n    c: Altertable\n    def __init__(self):\n        self.c = make()\n"
        "    def f(self):\n        self.c.track('X', 'u')",
        SDK + "client = Altertable('k')\nx = [client.a for client in parcels]\n"
        "def f():\n    client.track('X', 'u')",
        SDK + "client = Parcel()\nclient = Altertable('k')\nclient.track('X', 'u')",
        SDK + "try:\n    client = Altertable('k')\nexcept ValueError as error:\n    pass\n"
        "client.track('X', 'u')",
        "import altertable\ndef f(c: altertable.Altertable): c.track('X', 'u')",
        "import altertable\ndef f(c: Optional[altertable.Altertable]): c.track('X', 'u')",
        "import altertable\ndef f(c: altertable.Altertable | None): c.track('X', 'u')",
        "import altertable\ndef f(c: 'altertable.Altertable | None'): c.track('X', 'u')",
        "import altertable as at\ndef f(c: 'Optional[at.Altertable]'): c.track('X', 'u')",
        "import altertable\ndef f() -> altertable.Altertable: ...\nf().track('X', 'u')",
        SDK + "def f(c: Optional['Altertable'] = None): c.track('X', 'u')",
        "import altertable\nclass A:\n    def __init__(self, c: altertable.Altertable):\n"
        "        self._c = c\n    def f(self):\n        self._c.track('X', 'u')",
        SDK + "class A:\n    c = Altertable('k')\n    @classmethod\n    def f(cls):\n"
        "        cls.c.track('X', 'u')",
        SDK + "client = Altertable(\n)\n(\n client\n .track)('X', 'u')",
    ],
)
def test_python_calls_that_lead_back_to_the_sdk_are_found(code: str) -> None:
    assert [call.sdk for call in _scan(code, "py").calls] == ["altertable"]


@pytest.mark.parametrize(
    "code",
    [
        "video.track('X', 'u')",
        "client.track('X', 'u')",
        "import telemetry\ntelemetry.track('X', 'u')",
        "from acme import analytics\nanalytics.track('u', 'X')",
        "analytics = Segment('k')\nanalytics.track('u', 'X')",
        "def f(analytics: Segment): analytics.track('X', 'u')",
        "import altertable\ndef f(analytics: video.Altertable): analytics.track('X', 'u')",
        "def f(analytics): analytics.track({'event': 'X'}, 'u')",
        "def f(analytics): analytics.track('X', {'plan': 'pro'})",
        "def f(tracker): tracker.track(frame, 'u')",
        "pool.submit(video.track, 'X', 'u')",
        "def f(tracker): tracker.track('X', 'u', 3)",
        "def f(tracker): tracker.track(7, 'u')",
        "from altertable import Altertable\nAltertable('k').flush('X')",
    ],
)
def test_other_python_calls_of_that_name_are_left_alone(code: str) -> None:
    assert _scan(code, "py").calls == ()


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (JS + "altertable.track('X');", "ts"),
        (JS + "altertable?.track('X');", "ts"),
        (JS + "altertable!.track<E>('X');", "ts"),
        (JS + "const a = new Altertable(); a.track('X');", "ts"),
        (JS + "function f(a: Altertable | null) { a?.track('X') }", "ts"),
        (JS + "class S { constructor(private a: Altertable) {} f() { this.a.track('X') } }", "ts"),
        (JS + "class S { constructor(readonly a: Altertable) {} f() { this.a.track('X') } }", "ts"),
        (JS + "class S { a = altertable; f() { this.a.track('X') } }", "js"),
        (JS + "const { track: send } = altertable; send('X');", "js"),
        (REACT + "const { track } = useAltertable<F>(); track('X');", "tsx"),
        (REACT + "const { track: t } = useAltertable(); t('X');", "tsx"),
        (REACT + "const a = useAltertable(); a.track('X');", "jsx"),
        (REACT + "const use = () => useAltertable(); const { track } = use(); track('X');", "ts"),
        (
            REACT + "const { selectFunnel } = useAltertable(); selectFunnel('f').trackStep('X')",
            "js",
        ),
        (REACT + "const { trackStep } = useAltertable().selectFunnel('f'); trackStep('X')", "js"),
        ("import * as A from '@altertable/altertable-js';\nA.altertable.track('X');", "ts"),
        (
            "import * as A from '@altertable/altertable-js';\n"
            "function f(a: A.Altertable | null) { a?.track('X') }",
            "ts",
        ),
        ("import a from '@altertable/altertable-js';\na.track('X');", "ts"),
        (
            "const { altertable } = require('@altertable/altertable-js'); altertable.track('X')",
            "js",
        ),
        ("const a = require('@altertable/altertable-js').altertable; a.track('X')", "cjs"),
        ("window.Altertable?.track('X')", "js"),
        ("window.Altertable && window.Altertable.track('X')", "js"),
        (JS + "analytics.track('X', { a: 1 });", "ts"),
        (JS + "class S { f() { this.analytics.track('X') } }", "ts"),
        (JS + "for (const a of []) { altertable.track('X') }", "js"),
        (JS + "try { f() } catch (e) { altertable.track('X') }", "js"),
        (JS + "let a = null; a = altertable; a.track('X')", "js"),
        (JS + "altertable['track']('X')", "js"),
        (JS + "altertable?.[\"track\"]('X')", "tsx"),
        (JS + "class T extends Altertable {}\nnew T().track('X')", "js"),
        (JS + "class T extends Altertable implements I {}\nnew T().track('X')", "ts"),
        ("globalThis.window.Altertable.track('X')", "js"),
        ("// @flow\n" + JS + "function f(x: string): void { altertable.track('X') }", "js"),
    ],
)
def test_javascript_calls_that_lead_back_to_the_sdk_are_found(code: str, ending: str) -> None:
    assert [call.sdk for call in _scan(code, ending).calls] == ["altertable"]


@pytest.mark.parametrize(
    "code",
    [
        "track('X')",
        "player.track('X')",
        "import { analytics } from 'other-sdk';\nanalytics.track('X');",
        "const analytics = require('analytics-node'); analytics.track({ event: 'X' });",
        "const analytics = new Analytics(); analytics.track('X');",
        "import { track } from '@vercel/analytics';\ntrack('X');",
        "function f(analytics: Segment) { analytics.track('X') }",
        "const analytics = useAnalytics(); analytics.track('X');",
        REACT + "const { trackStep } = useFunnel(); trackStep('X');",
        REACT + "function f({ track }) { track('X') }",
    ],
)
def test_other_javascript_calls_of_that_name_are_left_alone(code: str) -> None:
    assert _scan(code, "tsx").calls == ()


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("def f(analytics): analytics.track('X', 'u')", "py"),
        (SDK + "def f(analytics): analytics.track('X', 'u')", "py"),
        ("self.tracker.track('X', 'u')", "py"),
        ("self.telemetry.track('X', 'u')", "py"),
        ("from .analytics import client\nclient.track('X', 'u')", "py"),
        (SDK + "from .analytics import client\nclient.track('X', 'u')", "py"),
        (JS + "import { analytics } from '@/lib/analytics';\nanalytics.track('X', {});", "ts"),
        (SDK + "def f(altertable): altertable.track('X', 'u')", "py"),
        (
            SDK + "class A:\n    def __init__(self, tracker):\n        self.tracker = tracker\n"
            "    def f(self):\n        self.tracker.track('X', 'u')",
            "py",
        ),
        (
            SDK + "client = Altertable('k')\nif test:\n    client = Parcel()\n"
            "client.track('X', 'u')",
            "py",
        ),
        (
            SDK + "class T(Altertable):\n    def track(self, who, what): ...\n"
            "T('k').track('X', 'u')",
            "py",
        ),
        ("declare const analytics: any; analytics.track('X', {})", "ts"),
        ("import { analytics } from '@/lib/analytics';\nanalytics.track('X', { a: 1 });", "ts"),
        (JS + "function play(altertable) { return altertable.track('X') }", "js"),
        (JS + "const play = altertable => altertable.track('X')", "js"),
        (JS + "const play = ({ altertable }) => altertable.track('X')", "js"),
        (JS + "function f(props) { const { altertable } = props; altertable.track('X') }", "tsx"),
        (
            JS + "function f() { let altertable = null; altertable = new Recorder(); "
            "altertable.track('X') }",
            "js",
        ),
        (JS + "for (const altertable of videos) altertable.track('X')", "js"),
        (JS + "for (const altertable of videos) { altertable.track('X') }", "ts"),
        (JS + "try { f() } catch (altertable) { altertable.track('X') }", "js"),
        (JS + "obj.altertable.track('X')", "js"),
        (JS + "const o = { altertable: v, f() { this.altertable.track('X') } }", "js"),
        (JS + "{ const altertable = video; altertable.track('X') }", "js"),
        (JS + "switch (1) { case 1: const altertable = video; altertable.track('X') }", "js"),
        (JS + "for (let altertable = video; ; ) altertable.track('X')", "js"),
        (JS + "const f = function altertable() { altertable.track('X') }", "js"),
        (JS + "const f = (altertable = video) => altertable.track('X')", "js"),
        (
            JS + "namespace N { export const altertable = new Video() }\nN.altertable.track('X')",
            "ts",
        ),
        (JS + "namespace N { const altertable = new Video(); altertable.track('X') }", "ts"),
        (JS + "window.analytics.track('X')", "js"),
    ],
)
def test_calls_that_may_be_others_are_counted_and_left_alone(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert scan.calls == ()
    assert [event.name for call in scan.doubtful for event in call.events] == ["X"]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (JS + "function play(altertable: Video) { altertable.track('X') }", "ts"),
        (JS + "class P { altertable: Video; f() { this.altertable.track('X') } }", "ts"),
        (JS + "class Video { track(s) {} }\nconst video = new Video();\nvideo.track('X')", "js"),
        (JS + "import video from 'video';\nvideo.track('X')", "js"),
        (JS + "import video from 'video';\nvideo.player().main.track('X')", "js"),
        (JS + "const video = { track(s) {} };\nvideo.track('X')", "ts"),
        (JS + "class S { track(s) {} f() { this.track('X') } }", "ts"),
        (JS + "video.track('X')", "ts"),
        (SDK + "def f(video: Video): video.track('X', 'u')", "py"),
        (
            SDK + "class S:\n    def track(self, e, u): ...\n    def f(self): self.track('X', 'u')",
            "py",
        ),
        (SDK + "from video import player\nplayer.track('X', 'u')", "py"),
    ],
)
def test_what_is_known_to_be_something_else_is_that(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert (scan.calls, scan.doubtful) == ((), ())


def test_likely_names_count_only_in_a_project_that_uses_the_sdk() -> None:
    code = b"self.analytics.track('X', 'u')"
    assert not scan_text(code, "app.py").doubtful
    assert len(scan_text(code, "app.py", sdks_in_use=IN_USE).doubtful) == 1


def test_a_name_that_a_function_hides_is_not_the_import() -> None:
    code = SDK + "c = Altertable('k')\ndef f(c):\n    c.track('X', 'u')\nc.track('Y', 'u')"
    events = [event.name for call in _scan(code, "py").calls for event in call.events]
    assert events == ["Y"]


def test_variables_that_stand_for_each_other_are_soon_told() -> None:
    code = SDK + "if x:\n    a = b\nif y:\n    b = a\n" * 12 + "a.track('X', 'u')"
    with at_most(60):  # where each pair doubled the time
        assert _scan(code, "py").calls == ()


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        (
            SDK + "client = Altertable('k')\nfor client in parcels:\n    client.track('X', 'u')",
            "py",
        ),
        (SDK + "client = Altertable('k')\n[client.track('X', 'u') for client in parcels]", "py"),
        (
            SDK + "client = Altertable('k')\ntry:\n    f()\nexcept ValueError as client:\n"
            "    client.track('X', 'u')",
            "py",
        ),
        (SDK + "client = Altertable('k')\nbox = {'c': client}\nbox['c'].track('X', 'u')", "py"),
        (SDK + "pair = (Altertable('k'), 1)\npair[0].track('X', 'u')", "py"),
        (SDK + "a, b = make()\na.track('X', 'u')", "py"),
        (SDK + "clients: dict[str, Altertable] = {}\nclients[k].track('X', 'u')", "py"),
        (SDK + "for c in [Altertable('k')]:\n    c.track('X', 'u')", "py"),
        (SDK + "class T(Altertable):\n    def f(self): self.track('X', 'u')", "py"),
        (SDK + "class T(Altertable):\n    def f(self): super().track('X', 'u')", "py"),
        (
            SDK + "class H:\n    c: Altertable\n    @classmethod\n    def get(cls): return cls.c\n"
            "H.get().track('X', 'u')",
            "py",
        ),
        (SDK + "def f(client): client.track('X', 'u')", "py"),
        (SDK + "def f(app): app.state.client.track('X', 'u')", "py"),
        ("from app.clients import registry\nregistry.main.track('X', 'u')", "py"),
        (JS + "const ctx = { client: altertable };\nctx.client.track('X')", "ts"),
        (JS + "class T extends Altertable { f() { this.track('X') } }", "ts"),
        (JS + "class T extends Altertable { f() { super.track('X') } }", "ts"),
        (
            JS + "class H { static i: Altertable; static get(): Altertable { return this.i } }\n"
            "H.get().track('X')",
            "ts",
        ),
        (JS + "const [client] = makeClients();\nclient.track('X')", "ts"),
        (
            "import { useTracking } from './hooks';\nconst { track } = useTracking();\ntrack('X')",
            "ts",
        ),
        ("import * as sdk from './sdk';\nsdk.client.track('X')", "ts"),
        ("const sdk = require('./sdk');\nsdk.client.track('X')", "js"),
        ("const { client } = await import('./client');\nclient.track('X')", "js"),
        ("import { clients } from './clients';\nclients.web.track('X')", "ts"),
    ],
)
def test_receivers_that_cannot_be_followed_are_possible(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    named = [event.name for call in (*scan.calls, *scan.doubtful) for event in call.events]
    assert named == ["X"]


@pytest.mark.parametrize("name", ["name", "names[0]", "f'{name}'"])
def test_a_possible_call_with_an_unknown_name_counts_near_the_sdk_only(name: str) -> None:
    code = f"def f(client, name): client.track({name}, 'u')"
    assert len(_scan(SDK + code, "py").doubtful) == 1
    assert len(_scan(code, "py").doubtful) == 0


MIXED = [  # one of several things, another of which is not the SDK's
    (SDK + "c = Altertable('k') if live else Recorder()\nc.track('X', 'u')", "py"),
    (SDK + "c = Recorder() if test else Altertable('k')\nc.track('X', 'u')", "py"),
    (SDK + "(Altertable('k') if live else Recorder()).track('X', 'u')", "py"),
    (SDK + "def f(c): (c or Altertable('k')).track('X', 'u')", "py"),
    (SDK + "def f(c: Altertable):\n    if live: c = other()\n    c.track('X', 'u')", "py"),
    (SDK + "def f(c: Altertable):\n    c = other(c)\n    c.track('X', 'u')", "py"),
    (SDK + "def f(c: Altertable):\n    for c in cs: pass\n    c.track('X', 'u')", "py"),
    (
        SDK + "def f(c: Altertable):\n    if x: c = other()\n    return lambda: c.track('X', 'u')",
        "py",
    ),
    (JS + "const c = live ? altertable : recorder;\nc.track('X')", "ts"),
    (JS + "const c = live ? recorder : altertable;\nc.track('X')", "ts"),
    (JS + "const f = (c) => (c ?? altertable).track('X')", "ts"),
    (JS + "const f = (c) => (c || altertable).track('X')", "js"),
    (JS + "function f(c: Altertable) { if (live) c = other(); c.track('X') }", "ts"),
    (JS + "function f(c: Altertable) { c = other(c); c.track('X') }", "ts"),
    (JS + "function f(c: Altertable) { [c] = others; c.track('X') }", "ts"),
]
ALIKE = [  # the same thing of the SDK's by each of several ways, or nothing at all
    (SDK + "c = Altertable('a') if live else Altertable('b')\nc.track('X', 'u')", "py"),
    (SDK + "c = Altertable('k') if live else None\nc.track('X', 'u')", "py"),
    (SDK + "def f(c: Altertable | None): (c or Altertable('k')).track('X', 'u')", "py"),
    (
        SDK + "def f(c: Altertable = None):\n    c = c or Altertable('k')\n    c.track('X', 'u')",
        "py",
    ),
    (
        SDK
        + "def f(c: Altertable = None):\n    if not c: c = Altertable('k')\n    c.track('X', 'u')",
        "py",
    ),
    (SDK + "def f():\n    c: Altertable = make()\n    c.track('X', 'u')", "py"),
    (SDK + "def f(c: Altertable):\n    c.track('X', 'u')\n    c = other()", "py"),
    (JS + "const c = live ? altertable : new Altertable('k');\nc.track('X')", "ts"),
    (JS + "const c = live ? altertable : undefined;\nc.track('X')", "ts"),
    (JS + "const f = (c?: Altertable) => (c ?? altertable).track('X')", "ts"),
    (JS + "function f(c?: Altertable) { if (!c) c = altertable; c.track('X') }", "ts"),
]


@pytest.mark.parametrize(("code", "ending"), MIXED)
def test_what_may_be_the_client_and_something_else_is_left_alone(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert scan.calls == ()
    assert [event.name for call in scan.doubtful for event in call.events] == ["X"]


@pytest.mark.parametrize(("code", "ending"), ALIKE)
def test_what_is_the_client_whichever_way_is_the_client(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert [event.name for call in scan.calls for event in call.events] == ["X"]
    assert scan.doubtful == ()
