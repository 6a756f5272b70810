"""Names in the text of a file, in bytes: what stands before an offset, and what is renamed."""

import re

_LONGEST = 80  # bytes of a name
_LAST_NAME = re.compile(rb"[\w$]*")
_RENAMED = re.compile(rb" as ([\w$]{1,80})")
PYTHON = (".py", ".pyi", ".pyw")
NAME = re.compile(rb"[A-Za-z_$][\w$]*")


def decoded(name: bytes) -> str:
    """The name as text."""
    return name.decode("utf-8", "replace")


def name_before(content: bytes, end: int) -> bytes:
    """The name that stands right before an offset; empty where none does."""
    backwards = content[max(0, end - _LONGEST) : end].rstrip(b"?! ")[::-1]
    found = _LAST_NAME.match(backwards)
    return found[0][::-1] if found is not None else b""


def renamed(content: bytes) -> list[tuple[bytes, bytes]]:
    """`name as other`, wherever it stands."""
    return [(name_before(content, m.start()), m[1]) for m in _RENAMED.finditer(content)]
