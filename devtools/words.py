"""Refuses names that nobody in this field would search for: `python devtools/words.py`.

Looks at every module, class, function, parameter, attribute and variable that the package defines.
A name has such a word where it stands alone, between underscores, or as a part of a CamelCase name.
`docs/development.md` says what to write instead.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parent.parent / "tracking_plan"
AVOIDED = frozenset(
    """
    hold holds held holder holders suppose supposes supposed supposing parts link links needle
    needles extent extents stretch stretches damage damages lane lanes tell tells told heed heeds
    heeded bear bears reckon reckons reckoned
    """.split()
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


class Name(NamedTuple):
    """A name that the package defines, and where."""

    text: str
    path: Path
    line: int


def words(name: str) -> frozenset[str]:
    """The words of an identifier, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(name))


def names(path: Path) -> Iterator[Name]:
    """The names that a module defines, its own included."""
    yield Name(path.parent.name if path.stem == "__init__" else path.stem, path, 1)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for text in _defined(node):
            yield Name(text, path, getattr(node, "lineno", 1))


def _defined(node: ast.AST) -> Iterable[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return (name,)
        case ast.arg(arg=name):
            return (name,)
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return (name,)
        case ast.alias(asname=str(name)):
            return (name,)
    return ()


def avoided(paths: Iterable[Path]) -> Iterator[Name]:
    """The names among those of the modules that have a word to avoid."""
    for path in paths:
        yield from (name for name in names(path) if words(name.text) & AVOIDED)


def main() -> int:
    """Prints each name to avoid, with its place; the exit code is 1 if there is one."""
    found = list(avoided(sorted(PACKAGE.rglob("*.py"))))
    for name in found:
        sys.stdout.write(f"{name.path}:{name.line}: {name.text!r} has a word to avoid\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
