"""Refuses possessive quantifiers and atomic groups: `python devtools/possessive.py`.

Python before 3.11.5 runs `(?:a|b)*+` and `(?>a|b)` wrongly: what it has tried within is not always
undone (gh-106052, gh-101955). Looked at are the compiled patterns that modules have, and what
is given to `re` anywhere: of an f-string whose values are not known here, what is around them.
"""

import ast
import importlib
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tracking_plan"
_MAYBE = re.compile(r"[*+?}]\+|\(\?>")
_VALUE = "x"  # stands for an unknown value: an atom, which whatever follows it repeats
_PARSER: Any = importlib.import_module("re._parser")  # typeshed does not have it
_KINDS = frozenset(("POSSESSIVE_REPEAT", "ATOMIC_GROUP"))


def is_possessive(pattern: str | bytes) -> bool:
    """Whether `re` reads a possessive quantifier or an atomic group in the pattern."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    if not _MAYBE.search(text):
        return False
    try:
        with warnings.catch_warnings(action="ignore"):
            return _has(_PARSER.parse(text))
    except re.error:
        return False


def _has(parsed: Any) -> bool:
    if isinstance(parsed, list | tuple | _PARSER.SubPattern):
        return any(map(_has, parsed))
    return str(parsed) in _KINDS


def compiled(value: object) -> Iterator[str | bytes]:
    """The patterns that a value is, or has in it."""
    if isinstance(value, re.Pattern):
        yield value.pattern
    elif isinstance(value, list | tuple):
        for each in value:
            yield from compiled(each)
    elif isinstance(value, dict):
        yield from compiled([*value.values()])


def given(tree: ast.AST, known: Mapping[str, object]) -> Iterator[str | bytes]:
    """What is given to functions of `re`, as far as `known` names say what that is."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[first, *_]):
                if name != "escape":
                    yield _evaluated(first, known)


def _evaluated(node: ast.expr, known: Mapping[str, object]) -> str | bytes:
    try:
        value = eval(compile(ast.Expression(node), "", "eval"), dict(known))
    except NameError:
        pieces = node.values if isinstance(node, ast.JoinedStr) else []
        texts = (str(one.value) if isinstance(one, ast.Constant) else _VALUE for one in pieces)
        return "".join(texts)
    return value if isinstance(value, str | bytes) else ""


def found(paths: Iterable[Path]) -> Iterator[str]:
    """Each such pattern, with its module."""
    for path in paths:
        names = path.relative_to(ROOT).with_suffix("").parts
        module = importlib.import_module(".".join(names).removesuffix(".__init__"))
        tree = ast.parse(path.read_text(encoding="utf-8"))
        every = {*compiled([*vars(module).values()]), *given(tree, vars(module))}
        yield from (f"{path}: {one!r} is possessive" for one in every if is_possessive(one))


def main() -> int:
    """Prints each such pattern; the exit code is 1 if there is one."""
    sys.path.insert(0, str(ROOT))
    lines = list(found(path for path in sorted(PACKAGE.rglob("*.py")) if path.stem != "__main__"))
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
