"""Which state of this tool it is that keeps something: another one may find other things."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

from tracking_plan import __version__

_PACKAGE = Path(__file__).resolve().parent.parent.parent
_PARSERS = ("tree_sitter", "tree_sitter_python", "tree_sitter_javascript", "tree_sitter_typescript")


def state_of_tool() -> tuple[object, ...]:
    """Its version, and the sizes and times of its files: who works on it has many of a version."""
    files = sorted(_code_below(str(_PACKAGE)))
    parsers = tuple(_place(name) for name in _PARSERS)
    return __version__, sys.version, tuple(files), parsers


def _code_below(folder: str) -> "list[tuple[str, int, int]]":
    found: list[tuple[str, int, int]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False) and entry.name != "__pycache__":
                found += _code_below(entry.path)
            elif entry.name.endswith(".py"):
                about = entry.stat()
                found.append((entry.path, about.st_size, about.st_mtime_ns))
    return found


def _place(name: str) -> tuple[str, int, int] | None:
    """Where a parser is, and its state; None where it is not in a file of its own."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return None
    about = Path(spec.origin).parent.stat()
    return spec.origin, about.st_size, about.st_mtime_ns
