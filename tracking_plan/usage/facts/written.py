"""Which members of objects the files of a project write to, as far as their text shows it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tracking_plan.usage.facts.asking import Asking, question
from tracking_plan.usage.facts.base_classes import (
    BaseClasses,
    Bases,
    bases_in,
    default_imports,
)
from tracking_plan.usage.facts.handed_over import Handed, names_imported
from tracking_plan.usage.facts.overrides import Derived, Overrides, derived_in
from tracking_plan.usage.facts.says import Says, nothing
from tracking_plan.usage.facts.text_names import PYTHON, decoded
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.facts.write_patterns import Writes, writes_of

_CLASS = re.compile(rb"(?<![\w$])[A-Z_$][\w$]*")
_GLOBALS = (b"globals()[", b"globals().", b"globals() ")


_Files = dict[tuple[str, bool], set[str]]
"""The files that have a name, by that and by whether they are in Python."""


class TextFacts(NamedTuple):
    """What the text of one file says of what it writes to, derives from and imports.

    `reached` are the classes that it knows, if it sets fields by unknown names.
    """

    writes: Writes
    reached: frozenset[bytes]
    is_default_reached: bool
    has_globals: bool
    bases: Bases
    derived: Derived
    imported: frozenset[bytes]


def text_facts(file: str, content: bytes) -> TextFacts:
    """What the text of a file says, as plain data."""
    is_python = file.endswith(PYTHON)
    selves = (b"self", b"cls") if is_python else (b"this",)
    writes = writes_of(content, selves, are_items=is_python)
    return TextFacts(
        writes=writes,
        reached=frozenset(_CLASS.findall(content)) if writes.has_keys else frozenset(),
        is_default_reached=writes.has_keys and bool(default_imports(content)),
        has_globals=any(text in content for text in _GLOBALS),
        bases=bases_in(content),
        derived=derived_in(file, content),
        imported=names_imported(content),
    )


class Written:
    """What is written to in some files. Names of files are those below the scanned folder.

    Code changes no objects of another language: each has what its own files write to.
    `harmless` are functions that change nothing of what they are given; `says` looks into the text
    of a file anew. `changing` are the functions of the project that track, or are called as those
    are, and may change what they are given (`ESCAPE`), or what is in that only (`INNER`).
    """

    def __init__(
        self,
        harmless: frozenset[str] = frozenset(),
        says: Says = nothing,
        asking: Asking | None = None,
    ) -> None:
        self.asking = asking or Asking()
        self._from_outside: _Files = {}
        self._from_inside: _Files = {}
        self._filled: _Files = {}
        self._grown: _Files = {}
        self._computed: set[str] = set()
        self._globals: set[str] = set()
        self._reached: set[bytes] = set()  # classes in files that set fields by unknown names
        self._is_default_reached = False
        self._bases = BaseClasses()
        self._overrides = Overrides()
        self._changing: Mapping[str, ChangeKind] = {}
        self._handed = Handed(harmless, says, self.is_filled)

    def add(self, file: str, content: bytes) -> None:
        """Reads one more file."""
        self.take(file, text_facts(file, content))

    def take(self, file: str, one: TextFacts) -> None:
        """Adds what the text of one more file says."""
        for name, is_own in one.writes.members:
            _add(self._from_inside if is_own else self._from_outside, name, file)
        for name in one.writes.filled:
            _add(self._filled, name, file)
        for name in one.writes.grown:
            _add(self._grown, name, file)
        if one.writes.has_own_keys:
            self._computed.add(file)
        self._reached.update(one.reached)
        self._is_default_reached |= one.is_default_reached
        if one.has_globals:
            self._globals.add(file)
        self._bases.take(one.bases)
        self._overrides.take(file, one.derived)
        self._handed.take(file, one.imported)

    def learn_changing(self, names: Iterable[Mapping[str, ChangeKind]]) -> frozenset[str]:
        """Takes functions as the ones that are changing; gives the names that were not known so."""
        every: dict[str, ChangeKind] = {}
        for name, kind in (item for some in names for item in some.items()):
            every[name] = ChangeKind.ESCAPE if kind is ChangeKind.ESCAPE else every.get(name, kind)
        before, self._changing = self._changing, every
        return frozenset(name for name, _ in before.items() ^ every.items())

    @property
    def changing(self) -> Mapping[str, ChangeKind]:
        """What functions of the project may do to what they are given, by their names."""
        return self.changes()

    @question
    def changes(self) -> Mapping[str, ChangeKind]:
        """The same."""
        return self._changing

    @question
    def is_overridden(self, class_: str, method: str, file: str) -> bool:
        """Whether a class that derives from one of a file may define a method of its anew."""
        return self._overrides.is_overridden(class_, method, file)

    @question
    def derived_from(self, class_: str) -> tuple[tuple[str, str], ...]:
        """The classes that derive from one, each with the file that it is in."""
        return tuple(self._overrides.derived_from(class_))

    @question
    def is_base(self, name: str) -> bool:
        """Whether a class of that name has others that derive from it."""
        return self._bases.is_base(name)

    @question
    def is_reached(self, owner: str) -> bool:
        """Whether code that sets fields by unknown names knows a class of that name."""
        is_default_one = self._is_default_reached and self._bases.is_default(owner)
        return is_default_one or owner.encode() in self._reached

    @question
    def is_field_set(self, name: str, file: str) -> bool:
        """Whether a field of a class in a file may be set, beside what the class itself shows."""
        if _other(self._from_inside, name, file) or self.is_put(name, file):
            return True
        return file in self._computed or self._handed.is_itself_handed(file)

    @question
    def is_set_elsewhere(self, name: str, file: str) -> bool:
        """Whether other files set a member of that name, or this one sets any by its text."""
        return file in self._globals or _other(self._from_outside, name, file)

    @question
    def is_filled_elsewhere(self, variable: str, file: str) -> bool:
        """Whether other files put entries into an object that they call so, or may do so."""
        is_handed = self._handed.is_handed_elsewhere(variable, file)
        return is_handed or _other(self._filled, variable, file)

    @question
    def is_grown_elsewhere(self, variable: str, file: str) -> bool:
        """Whether other files put items into a list that they call so, or take some out of it."""
        return _other(self._grown, variable, file)

    @question
    def is_filled(self, name: str, file: str) -> bool:
        """Whether any file puts entries into what it calls so; `file` is in its language."""
        return _key(name, file) in self._filled

    @question
    def is_put(self, name: str, file: str) -> bool:
        """Whether any file sets a member of that name, of anything but the object it belongs to."""
        return _key(name, file) in self._from_outside

    @question
    def is_put_elsewhere(self, name: str, file: str) -> bool:
        """The same of other files."""
        return _other(self._from_outside, name, file)

    @question
    def is_constant_set(self, name: str, file: str) -> bool:
        """Whether any file sets a member of that name; `file` is in its language."""
        return any(_key(name, file) in found for found in (self._from_outside, self._from_inside))


def _key(name: str, file: str) -> tuple[str, bool]:
    return name, file.endswith(PYTHON)


def _add(found: _Files, name: bytes, file: str) -> None:
    is_plain = "." not in file.rpartition("/")[2]  # of either language
    own = _key(decoded(name), file)
    for key in (own, (own[0], True)) if is_plain else (own,):
        found.setdefault(key, set()).add(file)


def _other(found: _Files, name: str, file: str) -> bool:
    return bool(found.get(_key(name, file), set()) - {file})
