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
