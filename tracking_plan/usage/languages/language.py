"""A programming language as one value: everything that `usage` knows of it beside its grammar."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from tracking_plan.usage.facts.expression import MemberKind
from tracking_plan.usage.facts.markup import Element
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.unfit import Unfit
from tracking_plan.usage.languages.deferrers import Deferrer

_MOST_OF_LINE = 256  # Linux reads no more of the line that names an interpreter


class FileContent(NamedTuple):
    """A file's UTF-8 text, ready to be parsed.

    `path` is the file as findings name it, `name` its path below the folder that is scanned.
    `elements` are those of its markup that may be components.
    """

    path: str
    name: str
    language: str
    dialect: str
    content: bytes
    elements: tuple[Element, ...] = ()


class Cut(NamedTuple):
    """The code of a file of markup, where it stands in it, and the ending of its kind."""

    code: bytes
    ending: str
    elements: tuple[Element, ...] = ()


Scanner = Callable[[FileContent, frozenset[str]], Module]
"""Extracts the facts of a file. The names are those of the functions whose calls are wanted.

Raises `TooMuch` or `RecursionError` where the code takes more than it may, or is nested too deeply.
"""


class ModulePaths(Struct, frozen=True, kw_only=True):
    """The files that an import may mean, best first.

    `is_anchored`: they are paths below the folder that is scanned; else each is the end of one.
    """

    paths: tuple[str, ...]
    is_anchored: bool


def no_module(importer: str, module: str) -> ModulePaths | None:
    """No file at all: for a language whose imports name no files."""
    return None


def no_standard_module(module: str) -> bool:
    """None of the platform's: for a language in which all that is imported may be a package's."""
    return False


def no_submodule(module: str, member: str) -> str | None:
    """No module: for a language in which what is imported from a module is never one itself."""
    return None


def no_enumeration(bases: Iterable[str]) -> MemberKind | None:
    """No enumeration: for a language in which classes are none."""
    return None


def common_use(function: str) -> str:
    """The pattern of what uses a function: calls it, hands it on, or gives it another name.

    `track(`, `track?.(`, `track<E>(`, `x.track`, `x["track"]`, `(track, 1)`, `track as send`,
    `{ track: send }`, `track.call(`, `send = track`, `return track`, `from "./track"`; not the word
    in a sentence. A match begins with the name, or with what precedes it, blanks aside.
    """
    name = re.escape(function)
    called = rf"(?<![\w$]){name}(?:\s*(?:\?\.|!)?\s*[(<]|\s+as\b|\s*\.\s*(?:call|apply|bind)\b)"
    member = rf"\.\s*{name}(?![\w$])|[\"']{name}[\"']\s*\]"
    passed = rf"(?:[(,=\[{{:]|=>|\breturn)\s*{name}\s*(?:[,:;)}}\]\r\n]|$)"
    module = rf"[/\"']{name}(?:\.\w+)?[\"']"
    return f"{called}|{member}|{passed}|{module}"


class Language(Struct, frozen=True, kw_only=True):
    """What is specific to a programming language.

    Files
        `dialects`: the ending of a file's name -> the dialect that its scanner reads it in.
        `interpreters` run its scripts, whose names have no ending; they are in the first dialect.
        `markup`: the ending of files that have code of it within something else -> what cuts the
        code out, and says by an ending which dialect it is.
        `load_scanner` imports the scanner, and with it the grammar, when a file is read.
        `use_pattern`: the regular expression of what uses a function of that name; a file
        without it is not parsed.

    Imports
        `import_keywords` precede the name of an imported module.
        `import_functions` are functions that return a module. `default_export` is the member that
        a module exports as a whole, `whole_export` what code assigns that to. `find_module` takes
        the importing file and the module as it is written; None: it is no file of the project.
        `spellings` are the files that a path of an import may mean; None: configuration maps none.
        `is_standard` says of a module whether it comes with the language or its platform.
        `find_submodule` names the module that an imported member may be. `package_of` says which
        package a module is, however it is written. `own_prefixes` begin the modules that are the
        project's own. `package_file` makes a folder a part of a package, and no place from which
        modules are named; None: it has no such thing.

    Objects
        `self_names` mean the object or class that code belongs to; bindings spell them as
        `self_aliases` say (`cls.x` as `self.x`). Those in `dynamic_self` do so in a class only.
        `global_objects` have the global variables as members, those of the platform among them,
        `platform_objects`. `parameter_functions` return what callers give. `open_objects` are
        those of libraries whose members a project names elsewhere. `enumeration_kind` says what
        the members of a class are by the names of its bases; None: it is no enumeration.
        `has_types`: parameters have types, even where none is written at them.

    Calls
        `has_keywords`: arguments may be given by name; else a table in first place has the names.
        `counts_arguments`: a call with one too many fails; else it is ignored.
        `has_unbound_methods`: a method may be called on its class, with the object in first place.
        `namespaces` are functions whose results have variables in them.
        `passing` are functions that return their first argument, a copy of it or what stands for
        it, `keeping` the names of those that return the function that they are given, or one that
        calls it. `promising` are methods that return what the function returns that they are given.
        `harmless` are functions that change nothing of what they are given, by their last names.
        `storing` is the pattern of those that keep it for whoever asks for it elsewhere.
        `deferrers` call a function that they are given, `function_methods` are methods of
        functions that do.

    Values
        `unfit` are what functions of libraries give, and their constants, that JSON cannot hold,
        by their paths (`math.nan`, `uuid.uuid4()`), `unfit_function` what a function itself is.
        `random` are those that give another value at each call.

    Documentation
        `title` and `notes` are its row in docs/usage.md, `comment` is how it writes `{}` as one.
    """

    name: str
    title: str
    comment: str
    dialects: Mapping[str, str]
    load_scanner: Callable[[], Scanner]
    interpreters: frozenset[str] = frozenset()
    markup: Mapping[str, Callable[[bytes], Cut]] = field(default_factory=dict)
    notes: str = ""
    use_pattern: Callable[[str], str] = common_use
    import_keywords: tuple[str, ...] = ()
    import_functions: frozenset[str] = frozenset()
    default_export: str | None = None
    whole_export: str | None = None
    find_module: Callable[[str, str], ModulePaths | None] = no_module
    is_standard: Callable[[str], bool] = no_standard_module
    find_submodule: Callable[[str, str], str | None] = no_submodule
    spellings: Callable[[str], Iterator[str]] | None = None
    package_file: str | None = None
    own_prefixes: tuple[str, ...] = (".",)
    self_names: frozenset[str] = frozenset()
    self_aliases: Mapping[str, str] = field(default_factory=dict)
    dynamic_self: frozenset[str] = frozenset()
    global_objects: frozenset[str] = frozenset()
    platform_objects: frozenset[str] = frozenset()
    parameter_functions: frozenset[str] = frozenset()
    open_objects: frozenset[str] = frozenset()
    enumeration_kind: Callable[[Iterable[str]], MemberKind | None] = no_enumeration
    has_types: bool = False
    has_keywords: bool = False
    counts_arguments: bool = False
    has_unbound_methods: bool = False
    namespaces: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    keeping: frozenset[str] = frozenset()
    promising: frozenset[str] = frozenset()
    harmless: frozenset[str] = frozenset()
    storing: str = ""
    package_of: Callable[[str], str] = str
    deferrers: Mapping[str, Deferrer] = field(default_factory=dict)
    function_methods: Mapping[str, Deferrer] = field(default_factory=dict)
    unfit: Mapping[str, Unfit] = field(default_factory=dict)
    unfit_function: Unfit | None = None
    random: frozenset[str] = frozenset()

    def bound_path(self, path: str) -> str:
        """A path as bindings spell it: `self.client`, for `cls.client`."""
        first, dot, rest = path.partition(".")
        return f"{self.self_aliases[first]}.{rest}" if dot and first in self.self_aliases else path


class Languages:
    """The languages that are read, by name and by the endings of files."""

    def __init__(self, rows: Iterable[Language]) -> None:
        self._rows = tuple(rows)
        self._by_name = {language.name: language for language in self._rows}
        self._dialects = {
            ending: (language, dialect)
            for language in self._rows
            for ending, dialect in language.dialects.items()
        }
        self._markup = {ending: row for row in self._rows for ending in row.markup}

    def __iter__(self) -> Iterator[Language]:
        return iter(self._rows)

    def __getitem__(self, name: str) -> Language:
        """The language of that name; raises `KeyError` where there is none."""
        return self._by_name[name]

    def of_file(self, name: str) -> Language | None:
        """The language of a file, by the ending of its name; None: one that is not read."""
        ending = name[name.rfind(".") :].lower()
        found = self._dialects.get(ending)
        return found[0] if found else self._markup.get(ending)

    def of_script(self, content: bytes) -> Language | None:
        """The language of a script, by its first line; None: one that is not read."""
        named = interpreters(content)
        return next((one for one in self._rows if not one.interpreters.isdisjoint(named)), None)

    def content(self, path: str, name: str, content: bytes) -> FileContent:
        """A file's text with its dialect; raises `KeyError` where it has no language."""
        script = None if has_ending(name) else self.of_script(content)
        elements: tuple[Element, ...] = ()
        if script:
            language, dialect = script, next(iter(script.dialects.values()))
        else:
            ending = name[name.rfind(".") :].lower()
            row = self._markup.get(ending)
            cut = row.markup[ending](content) if row else Cut(content, ending)
            content, elements = cut.code, cut.elements
            language, dialect = self._dialects[cut.ending]
        return FileContent(path, name, language.name, dialect, content, elements)


def has_ending(name: str) -> bool:
    """Whether a file's name says by its ending what it is."""
    return "." in name[name.rfind("/") + 1 :]


def interpreters(content: bytes) -> tuple[str, ...]:
    """What may run a script by its first line, `#!/usr/bin/env python3`, without versions."""
    if not content.startswith(b"#!"):
        return ()
    words = content[2:_MOST_OF_LINE].partition(b"\n")[0].decode("ascii", "replace").split()
    return tuple(word.rpartition("/")[2].rstrip("0123456789.") for word in words)
