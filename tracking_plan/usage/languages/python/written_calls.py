"""A Python call as it is written, taken apart so that it can be written anew."""

import ast
import io
import tokenize
from collections.abc import Iterator, Mapping
from functools import cached_property

from msgspec import Struct

from tracking_plan.place import Span


class WrittenCall(Struct, frozen=True, kw_only=True):
    """A call that stands as a statement of its own. `span` counts characters, `indent` is its own.

    `positional` are the sources of its arguments by position, `keywords` of those by keyword;
    of an argument that is a dictionary written out, `tables` has the sources of its values.
    `is_plain` False: something of it is not seen, or would be lost: a spread, a comment.
    """

    span: Span
    indent: str
    positional: tuple["Source", ...]
    keywords: Mapping[str, "Source"]
    is_plain: bool


class Source(Struct, frozen=True, kw_only=True):
    """An argument as it is written. `table` None: it is no dictionary with known keys."""

    text: str
    table: "Mapping[str, Source] | None" = None


class PythonFile:
    """The calls and imports of one file of Python."""

    def __init__(self, text: str) -> None:
        """Parses the text.

        Raises:
            SyntaxError: it is none to the Python that runs this.
        """
        self._lines = text.removeprefix("\ufeff").splitlines(keepends=True)
        self._source = "".join(self._lines)
        try:
            self._tree = ast.parse(self._source)
            self._comments = frozenset(self._commented())
        except (ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
            raise SyntaxError(str(error)) from error

    def call(self, line: int, column: int, name: str) -> WrittenCall | None:
        """The statement that is a call of a method, and begins there; None where there is none."""
        for node in ast.walk(self._tree):
            if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
                continue
            call = node.value
            if (call.lineno, self._column(call.lineno, call.col_offset)) != (line, column):
                continue
            if isinstance(call.func, ast.Attribute) and call.func.attr == name:
                return self._written(call)
        return None

    def last_import(self, before: int) -> int:
        """The last line of the imports above a line, or of what has to come first; 0: none."""
        found = 0
        for node in self._tree.body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_first = isinstance(node, ast.Import | ast.ImportFrom) or (is_text and not found)
            end = node.end_lineno or node.lineno
            found = end if is_first and end < before else found
        return found

    def modules(self, package: str) -> frozenset[str]:
        """Under which modules the file imports from a package: `analytics`, `..analytics`."""
        found = (_module(node) for node in ast.walk(self._tree) if isinstance(node, ast.ImportFrom))
        return frozenset(one for one in found if one.lstrip(".").rpartition(".")[2] == package)

    def imports(self, module: str, name: str) -> bool:
        """Whether the file has a name from a module, for all of its code."""
        return any(
            isinstance(node, ast.ImportFrom)
            and _module(node) == module
            and any(one.name == name and one.asname is None for one in node.names)
            for node in self._tree.body
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name that the file uses or binds."""
        return frozenset(self._names())

    def _names(self) -> Iterator[str]:
        for node in ast.walk(self._tree):
            match node:
                case ast.Name(id=name) | ast.arg(arg=name):
                    yield name
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    yield name
                case ast.ClassDef(name=name):
                    yield name
                case ast.alias(name=name, asname=asname):
                    yield asname or name.partition(".")[0]

    def _written(self, call: ast.Call) -> WrittenCall | None:
        end_line, end_column = call.end_lineno or 0, call.end_col_offset or 0
        before = self._lines[call.lineno - 1].encode()[: call.col_offset].decode()
        behind = self._lines[end_line - 1].encode()[end_column:].decode().strip()
        if before.strip() or (behind and not behind.startswith("#")):
            return None
        keywords = {one.arg: self._source_of(one.value) for one in call.keywords if one.arg}
        spread = any(isinstance(one, ast.Starred) for one in call.args)
        lines = range(call.lineno, end_line + (0 if behind else 1))
        return WrittenCall(
            span=Span(
                call.lineno,
                self._column(call.lineno, call.col_offset),
                end_line,
                self._column(end_line, end_column),
            ),
            indent=before,
            positional=tuple(map(self._source_of, call.args)),
            keywords=keywords,
            is_plain=not spread
            and len(keywords) == len(call.keywords)
            and self._comments.isdisjoint(lines),
        )

    def _source_of(self, node: ast.expr) -> Source:
        text = ast.get_source_segment(self._source, node) or ""
        if not isinstance(node, ast.Dict):
            is_open = isinstance(node, ast.NamedExpr | ast.Yield | ast.YieldFrom | ast.GeneratorExp)
            return Source(text=f"({text})" if is_open and text[:1] != "(" else text)
        keys = [key.value if isinstance(key, ast.Constant) else None for key in node.keys]
        names = [key for key in keys if isinstance(key, str)]
        if len(set(names)) < len(keys):
            return Source(text=text)
        return Source(
            text=text, table=dict(zip(names, map(self._source_of, node.values), strict=True))
        )

    def _column(self, line: int, offset: int) -> int:
        """The column of a byte of a line, in characters, from 1."""
        return len(self._lines[line - 1].encode()[:offset].decode()) + 1

    def _commented(self) -> Iterator[int]:
        """The lines that have a comment."""
        for token in tokenize.generate_tokens(io.StringIO(self._source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0]


def _module(node: ast.ImportFrom) -> str:
    """The module of an import as it is written, its dots included."""
    return "." * node.level + (node.module or "")
