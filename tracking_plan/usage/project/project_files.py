"""The files of a project as imports name them, and their texts."""

import posixpath
import re
from collections.abc import Callable, Iterable
from functools import partial

from tracking_plan.usage.facts.asking import Asking, question
from tracking_plan.usage.facts.says import Says, nothing
from tracking_plan.usage.languages.language import Language, Languages
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.project.mappings import Mappings

_ALL_OF = re.compile(rb"(?:export|import)\s*\*")


class ImportedTexts:
    """The texts of a project's files, as far as those that import them ask.

    `says` looks into the text of a file, `stamp` is what no other text or name of it has.
    """

    def __init__(
        self,
        says: Says = nothing,
        stamp: Callable[[str], str | None] = lambda _: None,
        asking: Asking | None = None,
    ) -> None:
        self.asking = asking or Asking()
        self._says, self._stamp = says, stamp
        self._binding: dict[tuple[str, str], bool] = {}

    @question
    def state(self, name: str) -> str | None:
        """What tells a file from all others that may be in its place."""
        return self._stamp(name)

    @question
    def may_bind(self, file: str, name: str) -> bool:
        """Whether a file may bind a name, itself or by all of another file."""
        if (file, name) not in self._binding:
            found = self._says(file, f"binds {name}", partial(_may_bind, name.encode()))
            self._binding[file, name] = found is not False  # None: it is not known
        return self._binding[file, name]


def _may_bind(name: bytes, content: bytes) -> bool:
    return name in content or _ALL_OF.search(content) is not None


NO_TEXTS = ImportedTexts()


class ProjectFiles:
    """The files of a project, found by the names that imports have for them.

    `mappings` says where its configuration leads them; None: there is none.
    """

    def __init__(
        self,
        names: Iterable[str],
        mappings: Mappings | None = None,
        languages: Languages = LANGUAGES,
        asking: Asking | None = None,
    ) -> None:
        self.asking = asking or Asking()
        self._languages = languages
        self._names = frozenset(names)
        self._mappings = mappings
        self._found: dict[tuple[str, str, str], str | None] = {}
        self._by_file: dict[str, list[str]] = {}
        for name in sorted(self._names):
            self._by_file.setdefault(posixpath.basename(name), []).append(name)

    def find(self, importer: str, language: Language, module: str) -> str | None:
        """The file that `module` means in the file `importer`; None: none of the project's."""
        return self.found(posixpath.dirname(importer), language.name, module)

    @question
    def found(self, folder: str, language: str, module: str) -> str | None:
        """The file that `module` means in a folder's files in a language."""
        key = (folder, language, module)
        if key not in self._found:
            anyone = f"{folder}/" if folder else ""  # it is the same for all files of a folder
            self._found[key] = self._find(anyone, self._languages[language], module)
        return self._found[key]

    @question
    def is_package(self, module: str) -> bool:
        """Whether a module is, or belongs to, a package of the project."""
        return self._mappings is not None and self._mappings.is_package(module)

    def _find(self, importer: str, language: Language, module: str) -> str | None:
        if self._mappings is not None and language.spellings and not module.startswith("."):
            for path in self._mappings.paths(importer, module):
                found = next((s for s in language.spellings(path) if s in self._names), None)
                if found is not None:
                    return found
        wanted = language.find_module(importer, module)
        if wanted is None:
            return None
        if wanted.is_anchored:
            return next((path for path in wanted.paths if path in self._names), None)
        return self._ending(importer, language, wanted.paths)

    def _ending(self, importer: str, language: Language, paths: Iterable[str]) -> str | None:
        """The file whose path ends so: of several, the one nearest to `importer`.

        What is below a folder that both are in comes first, where modules can be named from that.
        """
        for path in paths:
            tail = f"/{path}"
            same = self._by_file.get(posixpath.basename(path), ())
            found = [name for name in same if name == path or name.endswith(tail)]
            if found:
                return max(
                    found,
                    key=lambda name: (
                        self._is_root(name[: -len(path)], importer, language),
                        _shared(name, importer),
                        -len(name),
                    ),
                )
        return None

    def _is_root(self, folder: str, importer: str, language: Language) -> bool:
        """Whether modules are named from a folder around `importer`: it is in no package itself."""
        marker = language.package_file
        is_around = marker is not None and importer.startswith(folder)
        return is_around and f"{folder}{marker}" not in self._names


def _shared(one: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for first, second in zip(one.split("/"), other.split("/"), strict=False):
        if first != second:
            break
        count += 1
    return count
