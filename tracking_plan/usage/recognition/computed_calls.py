"""Which files may call functions of others by names that they compute: `jobs[name](...)`."""

import re
from collections.abc import Callable, Iterable

_MARKS = (b"getattr(", b"](", b"]?.(")


def may_call(files: Iterable[str]) -> Callable[[bytes], bool]:
    """Says of a file's content whether it imports one of some files and calls computed names."""
    stems = sorted({stem_of(file) for file in files})
    words = "|".join(map(re.escape, stems)).encode()
    imports = re.compile(
        rb"\b(?:from|import|require)\b[^\n]*(?<![\w$])(?:" + words + rb")(?![\w$])"
    )

    def calls(content: bytes) -> bool:
        return any(mark in content for mark in _MARKS) and imports.search(content) is not None

    return calls if stems else lambda _: False


def stem_of(file: str) -> str:
    """The word by which code imports a file: its name, or that of the folder that it stands for."""
    name = file.rpartition("/")[2].partition(".")[0]
    folder = file.rpartition("/")[0].rpartition("/")[2]
    return folder if name in ("index", "__init__") and folder else name
