"""Which classes the text of files derives others from, under whatever name a file has them."""

import re
from typing import NamedTuple

from tracking_plan.usage.facts.text_names import NAME, decoded, name_before, renamed

_DERIVED = re.compile(rb"class\s+[\w$]{1,80}\s*\(([^)]{0,400})\)")
_EXTENDED = re.compile(rb"extends\s+([^{;]{1,200})")
_MADE = re.compile(rb"(?:type|new_class)\([^,()]{1,80},\s*\(([^)]{0,400})\)")
_MAKING = (b"type(", b"new_class(")
_IMPORTED = re.compile(rb"import ([\w$]{1,80})(?:,| from\b)")  # a default, under any name
_REQUIRED = re.compile(rb" = require\(")
_DEFAULT = re.compile(rb"export default (?:abstract )?(?:class )?([\w$]{1,80})")
_WHOLE = re.compile(rb"module\.exports = (?:class )?([\w$]{1,80})")


class Bases(NamedTuple):
    """The classes that one file derives from, and what it exports as a whole."""

    bases: frozenset[str]
    defaults: frozenset[str]
    is_default_base: bool


def bases_in(content: bytes) -> Bases:
    """What the text of a file derives classes from."""
    is_made = any(text in content for text in _MAKING)
    patterns = (_DERIVED, _EXTENDED, _MADE) if is_made else (_DERIVED, _EXTENDED)
    listed = (found for pattern in patterns for found in pattern.findall(content))
    bases = {name for one in listed for name in NAME.findall(one)}
    names = renamed(content)
    bases.update([name for name, other in names if other in bases])
    given = (*_DEFAULT.findall(content), *_WHOLE.findall(content))
    defaults = (*given, *(name for name, other in names if other == b"default"))
    return Bases(
        bases=frozenset(map(decoded, bases)),
        defaults=frozenset(map(decoded, defaults)),
        is_default_base=bool(bases) and not bases.isdisjoint(default_imports(content)),
    )


class BaseClasses:
    """The classes that some files derive from, and what some files export as a whole."""

    def __init__(self) -> None:
        self._bases: set[str] = set()
        self._defaults: set[str] = set()
        self._is_default_base = False

    def take(self, one: Bases) -> None:
        """Adds what one more file has."""
        self._is_default_base = self._is_default_base or one.is_default_base
        self._bases.update(one.bases)
        self._defaults.update(one.defaults)

    def is_base(self, name: str) -> bool:
        """Whether a class of that name has others that derive from it."""
        is_default_one = self._is_default_base and self.is_default(name)
        return is_default_one or name in self._bases

    def is_default(self, name: str) -> bool:
        """Whether a file exports what it calls so as a whole."""
        return name in self._defaults


def default_imports(content: bytes) -> frozenset[bytes]:
    """The names that a file gives to what others export as a whole."""
    taken = (name_before(content, found.start()) for found in _REQUIRED.finditer(content))
    return frozenset((*taken, *_IMPORTED.findall(content)))
