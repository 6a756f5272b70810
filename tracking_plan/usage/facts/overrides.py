"""Which methods of classes the text of files shows to be defined anew by derived classes."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tracking_plan.usage.facts.text_names import NAME, PYTHON, decoded, renamed

_DERIVED = re.compile(
    rb"class\s+([\w$]{1,80})\s*(?:<[^{(]{0,200}>)?\s*(?:\(([^)]{0,400})\)|extends\s+([^{;]{1,200}))"
)
_DEFINED = re.compile(rb"\bdef\s+(\w{1,80})|^[ \t]+(\w{1,80})\s*=", re.MULTILINE)
_METHOD = re.compile(
    rb"^[ \t]*(?:(?:public|private|protected|static|async|override|readonly|get|set)\s+)*"
    rb"([\w$#]{1,80})\s*[(<=:]|[{;,]\s*(?:async\s+)?([\w$]{1,80})\s*\(",
    re.MULTILINE,
)
_MOST = 100  # classes that derive from one another


class Derived(NamedTuple):
    """The classes of one file with those they derive from, and all methods that it defines."""

    classes: tuple[tuple[str, str], ...] = ()
    methods: tuple[str, ...] = ()


def derived_in(file: str, content: bytes) -> Derived:
    """The classes that the text of a file derives from others: pairs of a base and a class."""
    found = tuple(_DERIVED.finditer(content))
    if not found:
        return Derived()
    originals = {decoded(other): decoded(name) for name, other in renamed(content)}
    classes: dict[tuple[str, str], None] = {}
    for each in found:
        for base in map(decoded, NAME.findall(each[2] or each[3] or b"")):
            for name in (base, originals.get(base, base)):
                classes[name, decoded(each[1])] = None
    return Derived(classes=tuple(classes), methods=tuple(_methods(file, content)))


class Overrides:
    """The methods that files define which derive classes from others."""

    def __init__(self) -> None:
        self._derived: dict[str, set[str]] = {}
        self._files: dict[str, set[str]] = {}
        self._places: dict[str, set[str]] = {}
        self._defined: dict[str, Counter[str]] = {}

    def take(self, file: str, one: Derived) -> None:
        """Adds what one more file has."""
        for base, class_ in one.classes:
            self._derived.setdefault(base, set()).add(class_)
            self._files.setdefault(base, set()).add(file)
            self._places.setdefault(class_, set()).add(file)
        if one.classes:
            self._defined[file] = Counter(one.methods)

    def is_overridden(self, class_: str, method: str, file: str) -> bool:
        """Whether a class that derives from one of a file may define a method of its anew."""
        for name in self._with_derived(class_):
            for other in self._files.get(name, ()):
                if self._defined[other][method] > (other == file):
                    return True
        return False

    def derived_from(self, class_: str) -> Iterator[tuple[str, str]]:
        """The classes that derive from one, each with the file that it is in."""
        for name in self._with_derived(class_):
            for file in sorted(self._places.get(name, ())) if name != class_ else ():
                yield name, file

    def _with_derived(self, class_: str) -> Iterator[str]:
        """A class and those that derive from it, by their names."""
        waiting, seen = [class_], {class_}
        while waiting and len(seen) < _MOST:
            name = waiting.pop()
            yield name
            new = self._derived.get(name, set()) - seen
            seen |= new
            waiting += sorted(new)


def _methods(file: str, content: bytes) -> Iterator[str]:
    pattern = _DEFINED if file.endswith(PYTHON) else _METHOD
    for first, second in pattern.findall(content):
        yield decoded(first or second)
