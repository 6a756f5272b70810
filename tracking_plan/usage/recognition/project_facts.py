"""What is known of all files of a project: SDKs, imports, and functions that send for others."""

from collections.abc import Mapping

from msgspec import Struct, field

from tracking_plan.usage.facts.bindings import Imported
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages.language import Language
from tracking_plan.usage.project.imports import NO_IMPORTS, ImportGraph
from tracking_plan.usage.recognition.wrappers import NO_WRAPPERS, Wrappers
from tracking_plan.usage.sdks.shape import Sdk


class Project(Struct, frozen=True, kw_only=True):
    """What is known of all files: which SDKs they import, and how they import each other.

    `importers` are the SDKs that a file names in an import, `sdks` those of any file. `wrappers`
    are the functions that send what their callers give them, as far as they are known.
    """

    sdks: frozenset[str] = frozenset()
    importers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    imports: ImportGraph = NO_IMPORTS
    wrappers: Wrappers = NO_WRAPPERS

    def is_importer(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK itself."""
        if sdk.name in self.importers.get(module.name, ()):
            return True
        bound = (b for bindings in module.bindings.values() for b in bindings)
        return any(b.imported and sdk.exports(b.imported.module) for b in bound)

    def reaches(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK, itself or by way of other files."""
        is_imported = sdk.name in self.sdks  # by any file
        return is_imported and self.imports.reaches(
            module, sdk.name, lambda one: self.is_importer(one, sdk)
        )

    def is_near(self, module: Module, sdk: Sdk) -> bool:
        """Whether a module imports an SDK, itself or by way of one file: no other is read."""
        if self.is_importer(module, sdk):
            return True
        bound = (b for bindings in module.bindings.values() for b in bindings)
        files = {self.imports.file_of(module, b.imported) for b in bound if b.imported}
        return any(sdk.name in self.importers.get(file, ()) for file in files if file)

    def is_own_import(self, module: Module, imported: Imported) -> bool:
        """Whether an import in a file is, or may be, of a module of the project."""
        language = self.imports.language(module)
        is_here = self.is_own(imported.module, language)
        return is_here or self.imports.resolve(module, imported) is not None

    def is_own(self, module: str, language: Language) -> bool:
        """Whether a module is the project's: relative, by an alias, or below a scanned folder."""
        first = module.replace("/", ".").split(".")[0]
        is_here = module.startswith(language.own_prefixes) or first in self.folders
        return is_here or self.imports.is_package(module)
