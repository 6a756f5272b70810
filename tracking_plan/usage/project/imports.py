"""The import graph: which file an import resolves to, and what that file says."""

import gc
from collections.abc import Callable, Iterable, Iterator

from tracking_plan.usage.facts.asking import Record
from tracking_plan.usage.facts.bindings import Imported
from tracking_plan.usage.facts.effort import TOO_DEEP, Effort, TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.types import type_key
from tracking_plan.usage.languages.language import Language, Languages
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.project.project_files import NO_TEXTS, ImportedTexts, ProjectFiles

_MOST_KEPT = 2_500_000  # bytes of code whose modules are in memory: each has its syntax tree
_MOST_DROPPED = 2_500_000  # bytes of such code until what is dropped, which is in circles, goes
_MOST_REACHED = 100  # modules that are searched for where imports lead
_MOST_STARS = 5


class ImportGraph:
    """The modules of a project, each read when an import of it is followed.

    `texts` has the texts of files, which are looked at before they are parsed. `effort` has the
    steps that are left for the file that is evaluated.
    """

    def __init__(
        self,
        files: ProjectFiles,
        read: Callable[[str], Module | None],
        languages: Languages = LANGUAGES,
        texts: ImportedTexts = NO_TEXTS,
    ) -> None:
        self._files = files
        self._read = read
        self._texts = texts
        self.asking = files.asking
        self._languages = languages
        self.effort = Effort()
        self._modules: dict[str, Module | TooMuch | None] = {}
        self._kept = self._dropped = 0
        self._reaching: dict[tuple[str, str], tuple[bool, Record]] = {}

    @property
    def answerers(self) -> tuple[ProjectFiles, ImportedTexts]:
        """What answers the questions about the files and their imports."""
        return self._files, self._texts

    def language(self, module: Module) -> Language:
        """The language that a module is written in."""
        return self._languages[module.language]

    def module(self, name: str) -> Module | None:
        """The facts of a file; None where it cannot be read, or takes more than it may."""
        found = self._found(name)
        return found if isinstance(found, Module) else None

    def evaluated(self, name: str) -> Module:
        """The facts of a file whose calls are evaluated from now on; raises `TooMuch`."""
        self.effort.renew()
        found = self._found(name)
        if isinstance(found, Module):
            self.effort.renew(len(found.invocations))
            return found
        raise found or TooMuch(TOO_DEEP)

    def _found(self, name: str) -> Module | TooMuch | None:
        self._texts.state(name)  # what it says may depend on all of it
        if name in self._modules:
            self._modules[name] = self._modules.pop(name)  # what was asked for last goes last
        else:
            self._modules[name] = found = self._prepared(name)
            self._kept += _size(found)
            while self._kept > _MOST_KEPT and len(self._modules) > 1:
                self._drop(next(iter(self._modules)))
        if isinstance(self._modules[name], TooMuch):
            self.asking.spoil()  # that may depend on the time it took
        return self._modules[name]

    def _drop(self, name: str) -> None:
        size = _size(self._modules.pop(name, None))
        self._kept -= size
        self._dropped += size
        if self._dropped > _MOST_DROPPED:
            self._dropped = 0
            gc.collect()

    def may_bind(self, module: Module, imported: Imported, name: str) -> bool:
        """Whether the file of an import may bind a name, itself or by all of another file."""
        file = self.file_of(module, imported)
        return file is not None and self._texts.may_bind(file, name)

    def forget(self, names: Iterable[str]) -> None:
        """Has files read anew when they are asked for next: what is looked for in them changed."""
        for name in names:
            self._drop(name)

    def file_of(self, module: Module, imported: Imported) -> str | None:
        """The file that an import names, unread; None where it is not the project's."""
        return self._files.find(module.name, self.language(module), imported.module)

    def is_package(self, module: str) -> bool:
        """Whether a module is, or belongs to, a package of the project."""
        return self._files.is_package(module)

    def _prepared(self, name: str) -> Module | TooMuch | None:
        """The facts of a file, which take their steps from those of the file that is evaluated."""
        try:
            module = self._read(name)
        except TooMuch as limit:
            return limit
        if module is not None:
            module.effort = self.effort
        return module

    def resolve(self, module: Module, imported: Imported) -> Module | None:
        """The module that an import names; None where it is not the project's."""
        name = self.file_of(module, imported)
        return self.module(name) if name is not None and name != module.name else None

    def resolve_name(self, module: Module, imported: Imported) -> Module | None:
        """The module that an imported name is itself; None where it is a member of one."""
        origin = self.resolve(module, imported)
        if imported.member is None:
            return origin
        if origin is not None and defining_module(self, origin, imported.member) is not None:
            return None
        return self.submodule(module, imported)

    def submodule(self, module: Module, imported: Imported) -> Module | None:
        """The module that `from package import member` means, where the member is one."""
        if imported.member is None:
            return None
        path = self.language(module).find_submodule(imported.module, imported.member)
        return self.resolve(module, Imported(module=path, member=None)) if path else None

    def reaches(self, module: Module, goal: str, is_goal: Callable[[Module], bool]) -> bool:
        """Whether `is_goal` is true of the module or of one that it imports, at any distance.

        The answer is cached under the word `goal`.
        """
        key = (module.name, goal)
        if key not in self._reaching:
            with self.asking.recording() as record:
                self._reaching[key] = any(is_goal(one) for one in self._reached(module)), record
        answer, record = self._reaching[key]
        self.asking.remember(record)
        return answer

    def _reached(self, module: Module) -> Iterator[Module]:
        """A module, and those that it imports, nearest first, as far as `_MOST_REACHED`."""
        waiting, seen = [module], {module.name}
        while waiting:
            current = waiting.pop(0)
            yield current
            for found in self._imported_by(current):
                if found.name not in seen and len(seen) < _MOST_REACHED:
                    seen.add(found.name)
                    waiting.append(found)

    def _imported_by(self, module: Module) -> Iterator[Module]:
        """The modules of the project that a module imports, some of them twice."""
        bindings = (binding for bound in module.bindings.values() for binding in bound)
        for imported in (b.imported for b in bindings if b.imported):
            for find in (self.resolve, self.submodule):
                found = find(module, imported)
                if found is not None:
                    yield found


NO_IMPORTS = ImportGraph(ProjectFiles(()), lambda name: None)


def defining_module(
    imports: ImportGraph, module: Module, member: str, depth: int = 0, *, is_type: bool = False
) -> Module | None:
    """The module that binds an exported name: this one, or one that it exports all of.

    `is_type`: what is only the name of a type counts, too.
    """
    if module.lookup(member, module.end) or (
        is_type and module.lookup(type_key(member), module.end)
    ):
        return module
    stars = module.lookup("*", module.end) if depth < _MOST_STARS else ()
    for star in reversed(stars):  # the last one counts
        is_possible = star.imported and imports.may_bind(module, star.imported, member)
        origin = imports.resolve(module, star.imported) if star.imported and is_possible else None
        found = (
            defining_module(imports, origin, member, depth + 1, is_type=is_type) if origin else None
        )
        if found is not None:
            return found
    return None


def _size(module: Module | TooMuch | None) -> int:
    return module.end if isinstance(module, Module) else 0
