"""Functions of a client that are not called by their plain name: seen, or at least counted."""

import pytest

from tracking_plan.usage.facts.expression import DynamicReason
from tracking_plan.usage.scan import scan_text

PY = "from altertable import Altertable\nc = Altertable('k')\n"
JS = "import { altertable as c } from '@altertable/altertable-js';\n"


def _found(code: str) -> tuple[list[str], int]:
    """The events of the calls, and how many possible calls there are."""
    is_python = code.startswith("# py\n")
    content, ending = (PY + code, "py") if is_python else (JS + code, "ts")
    scan = scan_text(content.encode(), f"x.{ending}")
    assert {call.dynamic for call in scan.doubtful} <= {DynamicReason.MENTIONED}
    return [event.name for call in scan.calls for event in call.events], len(scan.doubtful)


@pytest.mark.parametrize(
    "code",
    [
        "# py\ngetattr(c, 'flush')()",
        "# py\nc.track",
        "# py\nif c.track: pass",
        "# py\nc.track = mock",
        "# py\nc.track.assert_called()",
        "# py\ngetattr(c, name)",
        "# py\ngetattr(settings, name)('A')",
        "# py\nmethodcaller('close')(c)",
        "# py\ndef track(x=1): pass",
        "# py\nf(track=1)",
        "c.flush()",
        "c.track;",
        "if (c.track) {}",
        "c.track = mock;",
        "c.track.mockReset();",
        "c[name] = mock;",
        "c[name];",
        "c[0]('A');",
        "settings[name]('A');",
        "const { [name]: x } = settings;",
        "type T = (typeof c)['track'];",
        "useEffect(() => {}, [c.track]);",
        "const track = 1;",
        "import { track } from './x';",
    ],
)
def test_what_is_no_call_is_not_counted(code: str) -> None:
    assert _found(code) == ([], 0)


@pytest.mark.parametrize(
    "code",
    [
        "# py\ngetattr(c, 'tr' + 'ack')('A', u)",
        "# py\nNAME = 'track'\ngetattr(c, NAME)('A', u)",
        "# py\nc.__getattribute__('track')('A', u)",
        "# py\n(send := c.track)('A', u)",
        "# py\ndef f():\n  send = getattr(c, 'track', None)\n  send('A', u)",
        "c[`track`]('A');",
        "c['tr' + 'ack']('A');",
        "const NAME = 'track'; c[NAME]('A');",
        "c['track'].call(c, 'A');",
        "c['track'].apply(c, ['A']);",
        "(0, c.track)('A');",
        "(c.track as any)('A');",
        "(<any>c.track)('A');",
        "Reflect.get(c, 'track')('A');",
        "const send = c['track']; send('A');",
        "const { ['track']: send } = c; send('A');",
        "const { 'track': send } = c; send('A');",
        "let send; ({ track: send } = c); send('A');",
        "let track; ({ track } = c); track('A');",
    ],
)
def test_a_name_that_the_code_shows_is_followed(code: str) -> None:
    assert _found(code) == (["A"], 0)


@pytest.mark.parametrize(
    "code",
    [
        "# py\ngetattr(c, name)('A', u)",
        "# py\ngetattr(c, f'tra{x}')('A', u)",
        "# py\nsend = getattr(c, name)",
        "# py\noperator.methodcaller('track', 'A', u)(c)",
        "# py\nmethodcaller(name, 'A', u)(c)",
        "# py\nattrgetter('track')(c)('A', u)",
        "# py\n(c.track if x else y)('A', u)",
        "# py\nsend = c.track or y",
        "# py\nf(getattr(c, 'track'))",
        "# py\nraise E(c.track)",
        "c[name]('A');",
        "c[`tra${x}`]('A');",
        "c[name].call(c, 'A');",
        "const send = c[name];",
        "const send = c['tr' + 'ack'];",
        "const { [name]: send } = c;",
        "const send = c.track ?? other;",
        "(x ? c.track : other)('A');",
        "f(c['track']);",
        "f(c[name]);",
        "export const send = c.track;",
        "const send = Reflect.get(c, name);",
    ],
)
def test_a_name_that_the_code_does_not_show_is_counted(code: str) -> None:
    assert _found(code) == ([], 1)


def test_the_same_client_is_asked_for_once_in_each_place() -> None:
    assert _found("c[name]('A'); c[name]('B'); (x || c)[name]('A');") == ([], 3)


@pytest.mark.parametrize(
    "call",
    [
        r"altertable.tr\u0061ck('A');",
        r"altertable.tr\u{61}ck('A');",
        r"altertable['tr\u0061ck']('A');",
        r"alt\u0065rtable.track('A');",
        r"const { tr\u0061ck } = altertable; track('A');",
    ],
)
def test_names_with_escape_sequences_are_the_names_that_they_mean(call: str) -> None:
    code = "import { altertable } from '@altertable/altertable-js';\n" + call
    assert [sent.name for one in scan_text(code.encode(), "a.ts").calls for sent in one.events] == [
        "A"
    ]
