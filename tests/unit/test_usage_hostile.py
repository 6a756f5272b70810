"""Code that nobody wrote by hand takes no more time than its size warrants."""

import pytest
from effort import at_most

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.scan import scan_text

JS = "import { altertable } from '@altertable/altertable-js';\n"
PY = "from altertable import Altertable\nclient = Altertable('k')\n"
MANY = 1200


def _scan(code: str, ending: str) -> Scan:
    with at_most(20):  # where the square of the size took minutes
        return scan_text(code.encode(), f"app.{ending}")


@pytest.mark.parametrize(
    ("start", "piece", "ending"),
    [
        (JS, "function f$(a) { const p = {x: 1}; p.b = a; altertable.track('A', p); }\n", "js"),
        (JS, "function f$(a) { const p = {}; delete p.b; altertable.track('A', p); }\n", "ts"),
        (JS + "const p = {};\n", "p.b$ = 1; altertable.track('A', p);\n", "js"),
        (JS + "const p0 = {};\n", "altertable.track('A', p$);\n", "js"),
        (PY, "def f$(a):\n    p = {'x': 1}\n    p['b'] = a\n    client.track('A', 'u', p)\n", "py"),
        (PY + "p = {}\n", "p.update(a=1)\nclient.track('A', 'u', p)\n", "py"),
    ],
)
def test_one_name_in_many_functions_is_read_in_time(start: str, piece: str, ending: str) -> None:
    code = start + "".join(piece.replace("$", str(number)) for number in range(MANY))
    assert len(_scan(code, ending).calls) == MANY


@pytest.mark.parametrize("bracket", ["{", "[", "(", "`${", "<a>"])
@pytest.mark.parametrize("ending", ["js", "tsx", "py"])
def test_brackets_that_are_never_closed_are_given_up(bracket: str, ending: str) -> None:
    start = PY if ending == "py" else JS
    scan = _scan(start + bracket * 60_000, ending)
    assert scan.calls == ()


@pytest.mark.parametrize("ending", ["js", "py"])
def test_calls_in_calls_in_calls_are_given_up(ending: str) -> None:
    start, call = (PY, "client.track(") if ending == "py" else (JS, "altertable.track(")
    scan = _scan(start + call * 3000 + ")" * 3000, ending)
    assert [one.may_have_calls for one in scan.skipped] == [True]


def test_callbacks_in_callbacks_are_read() -> None:
    code = JS + "f(() => { altertable.track('A'); " * 100 + "})" * 100
    assert len(_scan(code, "js").calls) == 100


@pytest.mark.parametrize("comment", ["tracking-plan: ignore[U101]", 'tracking-plan: sends "B"'])
def test_comments_in_a_row_are_read_in_time(comment: str) -> None:
    code = JS + f"// {comment}\n" * 30_000 + "altertable.track('A');\n"
    with at_most(2):
        scan = _scan(code, "js")
    assert len(scan.calls) == 1
