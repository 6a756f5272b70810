"""Tracking functions that other code calls: read where the arguments are there, else counted."""

import pytest

from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_text

PY = "from altertable import Altertable\nc = Altertable('k')\n"
JS = "import { altertable as a } from '@altertable/altertable-js';\n"


def _scan(code: str, ending: str) -> Scan:
    start = PY if ending == "py" else JS
    return scan_text((start + code).encode(), f"app.{ending}")


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("q.on_commit(partial(c.track, 'X', u))", "py"),
        ("q.on_commit(functools.partial(c.track, 'X', u, {'properties': {}}))", "py"),
        ("q.on_commit(partial(c.track, event='X', distinct_id=u))", "py"),
        ("threading.Thread(target=c.track, args=('X', u)).start()", "py"),
        ("Thread(None, c.track, args=['X', u]).start()", "py"),
        ("Thread(target=c.track, kwargs={'event': 'X', 'distinct_id': u}).start()", "py"),
        ("threading.Timer(3, c.track, ['X', u]).start()", "py"),
        ("Timer(3, c.track, kwargs={'event': 'X', 'distinct_id': u}).start()", "py"),
        ("loop.call_later(3, c.track, 'X', u)", "py"),
        ("loop.call_soon(c.track, 'X', u)", "py"),
        ("scheduler.add_job(c.track, args=['X', u])", "py"),
        ("pool.submit(c.track, 'X', u)", "py"),
        ("a.track.call(a, 'X')", "ts"),
        ("a.track.apply(a, ['X', {}])", "ts"),
        ("a?.track.bind(a, 'X')", "ts"),
        ("useEffect(a.track.bind(a, 'X', { p: 1 }), [])", "tsx"),
        ("setTimeout(a.track, 10, 'X')", "js"),
        ("window.setTimeout(a.track.bind(a, 'X'), 10)", "js"),
        ("setImmediate(a.track, 'X', { p: 1 })", "js"),
        ("const { track } = a;\nsetTimeout(track, 10, 'X')", "js"),
    ],
)
def test_arguments_that_are_there_are_read(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert [event.name for call in scan.calls for event in call.events] == ["X"]
    assert not scan.doubtful


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("send = partial(c.track, distinct_id=u)\nsend('X')", "py"),
        ("Thread(target=c.track, args=args).start()", "py"),
        ("pool.submit(c.track, *args)", "py"),
        ("const send = a.track.bind(a);\nsend('X')", "ts"),
        ("a.track.apply(a, args)", "ts"),
        ("a.track.call(...args)", "ts"),
    ],
)
def test_a_name_that_comes_later_is_unknown(code: str, ending: str) -> None:
    (call,) = _scan(code, ending).calls
    assert call.dynamic is DynamicReason.SPREAD
    assert not call.properties.is_complete


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("list(map(c.track, names, ids))", "py"),
        ("signals.connect(c.track)", "py"),
        ("handlers = {'x': c.track}", "py"),
        ("def f():\n    return c.track", "py"),
        ("class S:\n    def __init__(self):\n        self.send = c.track", "py"),
        ("send = c.track", "py"),
        ("run(callback=c.track)", "py"),
        ("def f(send=c.track): ...", "py"),
        ("names.forEach(a.track)", "ts"),
        ("const use = () => ({ track: a.track });", "ts"),
        ("function use() { const { track } = a; return { track }; }", "ts"),
        ("bus.on('x', a.track);", "ts"),
        ("class S { send = a.track; }", "ts"),
        ("this.send = a.track;", "ts"),
        ("module.exports = { send: a.track };", "js"),
        ("const B = () => <Button onTrack={a.track} />;", "tsx"),
        ("const f = () => a.track;", "ts"),
    ],
)
def test_a_function_that_is_handed_on_is_a_possible_call(code: str, ending: str) -> None:
    scan = _scan(code, ending)
    assert scan.calls == ()
    assert [call.dynamic for call in scan.doubtful] == [DynamicReason.MENTIONED]


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("c.track('X', u)", "py"),
        ("def f():\n    send = c.track\n    send('X', u)", "py"),
        ("assert c.track", "py"),
        ("if c.track: pass", "py"),
        ("run(track=1)", "py"),
        ("run(video.track)", "py"),
        ("x = track", "py"),
        ("a.track('X')", "ts"),
        ("const send = a.track;\nsend('X')", "ts"),
        ("const { track } = a;\ntrack('X')", "ts"),
        ("const { track } = a;\nuseEffect(() => { track('X') }, [track]);", "tsx"),
        ("const f = useCallback(() => a.track('X'), [a.track]);", "tsx"),
        ("if (a.track) a.track('X')", "ts"),
        ("typeof a.track", "ts"),
        ("type T = { track: string };", "ts"),
        ("run({ track: 1 });", "ts"),
        ("const B = () => <Button track={1} />;", "tsx"),
        ("run(video.track);", "ts"),
    ],
)
def test_a_name_that_is_not_handed_on_is_none(code: str, ending: str) -> None:
    assert _scan(code, ending).doubtful == ()


TASK = (
    "from celery import shared_task\n"
    "@shared_task\ndef send(n, u, p=None):\n    c.track(n, u, {'properties': p or {}})\n"
)


@pytest.mark.parametrize(
    "call",
    [
        "send.delay('X', u)",
        "send.delay(n='X', u=u, p={'a': 1})",
        "send.delay_on_commit('X', u)",
        "send.apply_async(('X', u))",
        "send.apply_async(args=['X', u], countdown=3)",
        "send.apply_async(kwargs={'n': 'X', 'u': u})",
        "send.apply_async(['X'], {'u': u})",
        "send.apply(args=('X', u))",
        "send.s('X', u).delay()",
        "send.si('X', u).apply_async()",
        "send.send('X', u)",
        "send.send_with_options(args=('X', u), delay=1)",
        "send.enqueue('X', u)",
        "await send.kiq('X', u)",
        "send.remote('X', u)",
        "pool.apply_async(send, ('X', u))",
    ],
)
def test_the_methods_that_a_queue_gives_to_a_task_call_it(call: str) -> None:
    scan = _scan(f"{TASK}{call}\n", "py")
    assert [event.name for one in scan.calls for event in one.events] == ["X"]


@pytest.mark.parametrize(
    "call", ["mailer.send('X', u)", "send.retry('X')", "other.delay('X', u)", "signal.send(send)"]
)
def test_what_is_no_method_of_the_task_calls_something_else(call: str) -> None:
    scan = _scan(f"import mailer, other, signal\n{TASK}{call}\n", "py")
    assert [event.name for one in scan.calls for event in one.events] == []


def test_a_function_may_have_the_name_of_such_a_method() -> None:
    code = "def send(n, u):\n    c.track(n, u)\n"
    code += "class A:\n    def send(self, n, u):\n        c.track(n, u)\n"
    scan = _scan(f"{code}a = A()\na.send('X', u)\nsend('Y', u)\nsend.delay('Z', u)\n", "py")
    assert [event.name for one in scan.calls for event in one.events] == ["X", "Y", "Z"]
