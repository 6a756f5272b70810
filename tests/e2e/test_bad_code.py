"""Code as bad as programs and attackers make it: read, or refused with a reason, and soon."""

from pathlib import Path

import pytest
from effort import assert_at_most
from process import Result, run, unmeasured

LIMIT_SECONDS = 3  # of processor time; two in what is measured here
LIMIT_MIB = 500
MANY = 1200
BYTES = 200_000
PLAN = """\
tracking_plan: 1
events:
  E:
    description: Something happened.
    properties:
      a: {type: integer}
      b: {type: any}
"""
JS = "import { altertable } from '@altertable/altertable-js';\naltertable.track('First');\n"
PY = (
    "from altertable import Altertable\naltertable = Altertable('k')\n"
    "altertable.track('First', 'u')\n"
)


def each(text: str, start: int = 0) -> str:
    """The text for each number: `#` is the number, `<` the one before."""
    numbers = range(start, MANY)
    return "".join(text.replace("#", str(n)).replace("<", str(n - 1)) for n in numbers)


READ = {
    "objects.js": JS
    + each("function f#(a) { const p = {a: 1}; p.b = a; altertable.track('E', p); }\n"),
    "loops.ts": JS
    + each("for (const x of y) { let p = {}; p.a = 1; altertable.track('E', p); }\n"),
    "blocks.js": JS + each("{ var p = {a: #}; altertable.track('E', p); }\n"),
    "assigned.js": JS + "let p;\n" + each("p = {a: #};\naltertable.track('E', p);\n"),
    "shared.js": JS + "const p = {a: 1};\n" + each("altertable.track('E', p);\n"),
    "imports.js": JS + each("import { p# } from './x#';\naltertable.track('E', p#);\n"),
    "dicts.py": PY
    + each(
        "def f#(a):\n    p = {'a': 1}\n    p['b'] = a\n"
        "    altertable.track('E', a, {'properties': p})\n"
    ),
    "chain.py": PY + " = ".join(f"a{n}" for n in range(MANY)) + " = 1\n" + each(
        "altertable.track('E', a#)\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("name", "code"), READ.items(), ids=READ)
def test_one_name_in_a_thousand_places_is_read(tmp_path: Path, name: str, code: str) -> None:
    done = usage(tmp_path, name, code)
    assert "U906" not in done.stdout
    assert "event 'First' is not in the plan" in done.stdout


def filled(piece: str) -> str:
    """The piece as often as there are bytes for it."""
    return piece * (BYTES // len(piece))


REFUSED = {
    **{f"row-{n}.js": JS + filled(piece)
       for n, piece in enumerate(("{", "(", "[", "`${", "!", "{a:", "new ", "/[", "a?b:", "<a>"))},
    **{f"row-{n}.tsx": JS + filled(piece)
       for n, piece in enumerate(("(", "<a b={", "a!", "async(", "</", "<></", "<a>", "<a\n>x"))},
    **{f"row-{n}.ts": JS + filled(piece) for n, piece in enumerate(("<a>", "<A.b>x", "<a>{"))},
    **{f"row-{n}.py": PY + filled(piece)
       for n, piece in enumerate(("{", "(", "f'{", "lambda a: ", "not ", "#\n", "\\\n", "@a("))},
    "calls.js": JS + "altertable.track(" * 3000 + "'E'" + ")" * 3000,
    "arguments.js": JS + "altertable.track('E', {a: " * 3000 + "1" + "})" * 3000,
    "calls.py": PY + "altertable.track(" * 3000 + "'E'" + ")" * 3000,
    "fluent.py": PY + "altertable" + ".track('E', u)" * 3000,
    "spreads.js": JS + "const p0 = {a: 1};\n" + each(
        "const p# = {...p<, ...p<, b: 1};\naltertable.track('E', p#);\n", 1
    ),
    "choices.js": JS + "const p0 = c ? 'a' : 'b';\n" + each(
        "const p# = c ? p< : p<;\naltertable.track(p#, {b: p#});\n", 1
    ),
    "nested.py": PY + "p0 = {'a': 1}\n" + each(
        "p# = {'a': p<, 'b': p<}\naltertable.track('E', 'u', {'properties': p#})\n", 1
    ),
    "branches.py": PY
    + "def f(a):\n    p = 'E'\n"
    + each("    if a:\n        p = 'E#'\n    altertable.track('E', a, {'properties': {'b': p}})\n"),
    "changes.js": JS + "const p = {a: 1};\n" + each("p.k# = #;\naltertable.track('E', p);\n"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "code"), REFUSED.items(), ids=REFUSED)
def test_code_that_takes_too_much_is_read_or_refused(tmp_path: Path, name: str, code: str) -> None:
    done = usage(tmp_path, name, code)
    is_read = "event 'First' is not in the plan" in done.stdout
    assert is_read != (f"{name}: U906 warning: the file " in done.stdout)
    assert is_read or "U501" not in done.stdout


def usage(folder: Path, name: str, code: str) -> Result:
    """`tracking-plan usage` on one file, within the limits of time and memory."""
    (folder / "tracking-plan.yaml").write_text(PLAN)
    (folder / name).write_text(code)
    memory = LIMIT_MIB * 1024 * 1024
    done = run("usage", "--format", "concise", cwd=folder, env=unmeasured(), memory=memory)
    assert_at_most(done.seconds, LIMIT_SECONDS)
    assert done.returncode in {0, 1}
    assert "Traceback" not in done.stderr
    return done
