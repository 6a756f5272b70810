"""What is known of all files of a project: SDKs, imports, and functions that send for others."""

from collections.abc import Mapping

from tracking_plan.usage.facts.asking import question
from tracking_plan.usage.facts.bindings import Imported
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.wrapper import Wrappers
from tracking_plan.usage.sdks.shape import Sdk


class Project:
    """What is known of all files: which SDKs they import, and how they import each other.

    `importers` are the SDKs that a file names in an import, `sdks` those of any file. `wrappers`
    are the functions that send what their callers give them, as far as they are known.
    `clients` are the names by which files that import SDKs export clients of these.
    `folders` are the names under which code may import what is in the project.
    """

    def __init__(
        self,
        *,
        sdks: frozenset[str],
        importers: Mapping[str, frozenset[str]],
        folders: frozenset[str],
        imports: ImportGraph,
        wrappers: Wrappers,
        clients: frozenset[str] = frozenset(),
    ) -> None:
        self.asking = imports.asking
        self.imports = imports
        self.wrappers = wrappers.asked_by(self.asking)
        self._sdks, self._importers, self._folders = sdks, importers, folders
        self._clients = clients

    @question
    def is_in_use(self, sdk: str) -> bool:
        """Whether any file imports an SDK of that name."""
        return sdk in self._sdks

    @question
    def names(self, file: str, sdk: str) -> bool:
        """Whether a file names an SDK in an import."""
        return sdk in self._importers.get(file, ())

    @question
    def is_client_name(self, name: str) -> bool:
        """Whether some file exports a client by that name."""
        return name in self._clients

    @question
    def is_folder(self, name: str) -> bool:
        """Whether code may import what is in the project by a name."""
        return name in self._folders

    def is_importer(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK itself."""
        if self.names(module.name, sdk.name):
            return True
        bound = (b for bindings in module.bindings.values() for b in bindings)
        return any(b.imported and sdk.exports(b.imported.module) for b in bound)

    def reaches(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK, itself or by way of other files."""
        goal = (
            f"{sdk.name} as named by {len(self._importers)} files"  # which grow from round to round
        )
        return self.is_in_use(sdk.name) and self.imports.reaches(
            module, goal, lambda one: self.is_importer(one, sdk)
        )

    def is_near(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK, itself or by way of one file: no other is read."""
        if self.is_importer(module, sdk):
            return True
        bound = (b for bindings in module.bindings.values() for b in bindings)
        files = {self.imports.file_of(module, b.imported) for b in bound if b.imported}
        return any(self.names(file, sdk.name) for file in files if file)

    def is_own_import(self, module: Module, imported: Imported) -> bool:
        """Whether an import in a file is, or may be, of a module of the project."""
        language = self.imports.language(module)
        is_here = self.is_own(imported.module, language)
        return is_here or self.imports.resolve(module, imported) is not None

    def is_own(self, module: str, language: Language) -> bool:
        """Whether a module is the project's: relative, by an alias, or below a scanned folder."""
        first = module.replace("/", ".").split(".")[0]
        is_here = module.startswith(language.own_prefixes) or self.is_folder(first)
        return is_here or self.imports.is_package(module)
