"""Which members of objects the files of a project write to, as far as their text shows it.

Each pattern begins with a text of its own, so that all code of a project is searched in no time.
"""

import re
from collections.abc import Iterable, Iterator

_LONGEST = 80  # bytes of a name, or of an annotation
_MEMBER = re.compile(
    rb"\.([A-Za-z_$][\w$]{0,80})[ \t]*(?::[^=\n]{1,80})?(?:[-+*/%&|^?]{1,3})?=(?![=>])"
)
_KEY = re.compile(rb"\[[\"']([^\"'\n]{1,80})[\"']\]\s*=(?![=>])")
_NAMED = re.compile(rb"setattr\(\s*([\w.]{1,80})\s*,\s*(?:[\"'](\w{1,80})[\"'])?")
_ASSIGNED = re.compile(rb"Object\.assign\(\s*(?:[\w$]{1,80}\.){0,4}([\w$]{1,80})")
_UPDATED = re.compile(rb"\.update\(")
_OWN_KEY = re.compile(rb"this\[[^\]\n]{0,80}\]\s*=(?!=)")
_GLOBALS = re.compile(rb"globals\(\)\s*[\[.]")
_DERIVED = re.compile(rb"class\s+[\w$]{1,80}\s*\(([^)]{0,400})\)")
_EXTENDED = re.compile(rb"extends\s+([\w$.]{1,80})")
_MADE = re.compile(rb"type\([^,()]{1,80},\s*\(([^)]{0,400})\)")
_RENAMED = re.compile(rb" as ([\w$]{1,80})")
_IMPORTED = re.compile(rb"import ([\w$]{1,80})(?:,| from\b)")  # a default, under any name
_REQUIRED = re.compile(rb" = require\(")
_DEFAULT = re.compile(rb"export default (?:abstract )?(?:class )?([\w$]{1,80})")
_WHOLE = re.compile(rb"module\.exports = (?:class )?([\w$]{1,80})")
_NAME = re.compile(rb"[A-Za-z_$][\w$]*")
_LAST_NAME = re.compile(rb"[\w$]*")
_PYTHON = (".py", ".pyi", ".pyw")


class Written:
    """What is written to in some files. Names of files are those below the scanned folder."""

    def __init__(self) -> None:
        self._from_outside: dict[str, set[str]] = {}
        self._from_inside: dict[str, set[str]] = {}
        self._filled: dict[str, set[str]] = {}
        self._computed: set[str] = set()
        self._globals: set[str] = set()
        self._bases: set[str] = set()
        self._defaults: set[str] = set()
        self._is_default_base = False

    def add(self, file: str, content: bytes) -> None:
        """Reads one more file."""
        selves = (b"self", b"cls") if file.endswith(_PYTHON) else (b"this",)
        for pattern in (_MEMBER, _KEY):
            for found in pattern.finditer(content):
                is_own = content.endswith(selves, 0, found.start())
                self._add(self._from_inside if is_own else self._from_outside, found[1], file)
        named = _NAMED.findall(content)
        filled = frozenset(_filled(content))
        for name in (name for _, name in named if name):
            self._add(self._from_outside, name, file)
        for name in filled:
            self._add(self._filled, name, file)
        computed = filled.union(owner for owner, name in named if not name)
        if not computed.isdisjoint(selves) or _has_own_keys(content):
            self._computed.add(file)
        if _GLOBALS.search(content):
            self._globals.add(file)
        self._add_bases(content)

    def _add_bases(self, content: bytes) -> None:
        """Reads which classes others derive from, under whatever name a file has them."""
        patterns = (_DERIVED, _EXTENDED, _MADE)
        listed = (found for pattern in patterns for found in pattern.findall(content))
        bases = {name for one in listed for name in _NAME.findall(one)}
        renamed = [(_name_before(content, m.start()), m[1]) for m in _RENAMED.finditer(content)]
        if bases:
            bases.update([name for name, other in renamed if other in bases])
            taken = {_name_before(content, m.start()) for m in _REQUIRED.finditer(content)}
            is_default_base = not bases.isdisjoint(taken.union(_IMPORTED.findall(content)))
            self._is_default_base = self._is_default_base or is_default_base
        self._bases.update(map(_decoded, bases))
        given = (*_DEFAULT.findall(content), *_WHOLE.findall(content))
        defaults = (*given, *(name for name, other in renamed if other == b"default"))
        self._defaults.update(map(_decoded, defaults))

    def _add(self, found: dict[str, set[str]], name: bytes, file: str) -> None:
        found.setdefault(_decoded(name), set()).add(file)

    def is_base(self, name: str) -> bool:
        """Whether a class of that name has others that derive from it."""
        is_default_one = self._is_default_base and name in self._defaults
        return is_default_one or name in self._bases

    def is_field_set(self, name: str, file: str) -> bool:
        """Whether a field of a class in a file may be set, beside what the class itself shows."""
        elsewhere = _other(self._from_inside, name, file)
        return elsewhere or name in self._from_outside or file in self._computed

    def is_set_elsewhere(self, name: str, file: str) -> bool:
        """Whether other files set a member of that name, or this one sets any by its text."""
        return file in self._globals or _other(self._from_outside, name, file)

    def is_filled_elsewhere(self, variable: str, file: str) -> bool:
        """Whether other files put entries into an object that they call so."""
        return _other(self._filled, variable, file)

    def is_put(self, name: str) -> bool:
        """Whether any file sets a member of that name, of anything but the object it belongs to."""
        return name in self._from_outside

    def is_put_elsewhere(self, name: str, file: str) -> bool:
        """The same of other files."""
        return _other(self._from_outside, name, file)

    def is_constant_set(self, name: str) -> bool:
        """Whether any file sets a member of that name."""
        return name in self._from_outside or name in self._from_inside


def _decoded(name: bytes) -> str:
    return name.decode("utf-8", "replace")


def _other(found: dict[str, set[str]], name: str, file: str) -> bool:
    return bool(found.get(name, set()) - {file})


def _filled(content: bytes) -> Iterator[bytes]:
    """The objects into which entries are put."""
    yield from _ASSIGNED.findall(content)
    for found in _UPDATED.finditer(content):
        yield _name_before(content, found.start())


def _has_own_keys(content: bytes) -> bool:
    """Whether fields are set by names that are not in the code."""
    texts: Iterable[bytes] = (b"self.__dict__", b"cls.__dict__", b"vars(self)", b"vars(cls)")
    return any(text in content for text in texts) or _OWN_KEY.search(content) is not None


def _name_before(content: bytes, end: int) -> bytes:
    """The name that stands right before an offset; empty where none does."""
    backwards = content[max(0, end - _LONGEST) : end].rstrip(b"?!")[::-1]
    found = _LAST_NAME.match(backwards)
    return found[0][::-1] if found is not None else b""
