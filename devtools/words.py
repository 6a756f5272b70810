"""Refuses words that nobody in this field would search for: `python devtools/words.py`.

Looks at every module, class, function, parameter, attribute and variable that the package defines.
A name has such a word where it stands alone, between underscores, or within a CamelCase name.
Docstrings and all other texts may have most of these words, which are plain English (a link, to
tell apart); the stems that they may not have are `IN_TEXTS`. `docs/development.md` says what to
write instead.
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
    hold holds held holder holders holding parts parted link links lane lanes tell tells telling
    told bear bears bearing borne
    """.split()
)
STEMS = ("damag", "extent", "heed", "needl", "reckon", "stretch", "suppos")
IN_TEXTS = re.compile(r"\b(?:damag|extents?\b|lanes?\b|needl|reckon|suppos)\w*", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


class Found(NamedTuple):
    """A name that the package defines, or a word of a text, and where."""

    text: str
    path: Path
    line: int


def words(name: str) -> frozenset[str]:
    """The words of an identifier, in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(name))


def is_avoided(name: str) -> bool:
    """Whether an identifier has a word to avoid."""
    return any(word in AVOIDED or word.startswith(STEMS) for word in words(name))


def names(path: Path) -> Iterator[Found]:
    """The names that a module defines, its own included."""
    yield Found(path.parent.name if path.stem == "__init__" else path.stem, path, 1)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for text in _defined(node):
            yield Found(text, path, getattr(node, "lineno", 1))


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


def words_in_texts(path: Path) -> Iterator[Found]:
    """The words to avoid in what a module says: docstrings, messages, keys of reports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for match in IN_TEXTS.finditer(node.value):
                yield Found(match[0], path, node.lineno + node.value.count("\n", 0, match.start()))


def avoided(paths: Iterable[Path]) -> Iterator[Found]:
    """The names and the words of the modules' texts that are to be avoided."""
    for path in paths:
        yield from (name for name in names(path) if is_avoided(name.text))
        yield from words_in_texts(path)


def main() -> int:
    """Prints what is to be avoided, with its place; the exit code is 1 if there is something."""
    found = list(avoided(sorted(PACKAGE.rglob("*.py"))))
    for one in found:
        sys.stdout.write(f"{one.path}:{one.line}: {one.text!r} has a word to avoid\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
