"""Refuses modules and functions that have grown too long: `python devtools/sizes.py`."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "tracking_plan"
MODULE, FUNCTION = 300, 30  # lines
LONG_FUNCTIONS = 5  # that may be longer, in the whole package: tables of options


def long_modules(folder: Path) -> Iterator[str]:
    """The modules of more than `MODULE` lines."""
    for path in sorted(folder.rglob("*.py")):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE:
            yield f"{path}: {lines} lines, more than {MODULE}"


def long_functions(folder: Path) -> Iterator[str]:
    """The functions of more than `FUNCTION` lines, docstrings included, decorators not.

    The docstring of a command is its help, and does not count.
    """
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1 - _help_lines(node)
                if lines > FUNCTION:
                    yield f"{path}:{node.lineno}: {node.name} has {lines} lines"


def _help_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The lines of the help text, of a command."""
    first = node.body[0]
    is_command = any(ast.unparse(one).startswith("click.command") for one in node.decorator_list)
    is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    return (first.end_lineno or first.lineno) - first.lineno + 1 if is_command and is_text else 0


def main() -> int:
    """Prints what is too long; the exit code is 1 where that is more than may be."""
    modules, functions = list(long_modules(PACKAGE)), list(long_functions(PACKAGE))
    too_many = functions if len(functions) > LONG_FUNCTIONS else []
    for line in (*modules, *too_many):
        sys.stdout.write(f"{line}\n")
    if too_many:
        sys.stdout.write(
            f"at most {LONG_FUNCTIONS} functions may have more than {FUNCTION} lines\n"
        )
    return 1 if modules or too_many else 0


if __name__ == "__main__":
    sys.exit(main())
