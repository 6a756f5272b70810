"""Which file an import leads to, and what that file says."""

import posixpath
from collections.abc import Callable, Iterable, Iterator

from tracking_plan.usage.facts.module import Imported, Module

_ENDINGS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".d.ts")
_COMPILED = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_MOST_KEPT = 500  # modules in memory: each holds its syntax tree
_MOST_REACHED = 100  # modules that are looked into for where imports lead
_ALIASES = ("@/", "~/", "#/", "$lib/")


class Files:
    """The files of a project, found by what imports call them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._by_file: dict[str, list[str]] = {}
        for name in sorted(self._names):
            self._by_file.setdefault(posixpath.basename(name), []).append(name)

    def find(self, importer: str, language: str, module: str) -> str | None:
        """The file that `module` means in the file `importer`; None: none of the project's."""
        if language == "python":
            return self._python(importer, module)
        return self._javascript(importer, module)

    def _python(self, importer: str, module: str) -> str | None:
        path = module.lstrip(".").replace(".", "/")
        dots = len(module) - len(module.lstrip("."))
        ways = [f"{path}.py", f"{path}/__init__.py"] if path else ["__init__.py"]
        if not dots:
            return self._below_any(importer, ways)
        folder = posixpath.dirname(importer)
        for _ in range(dots - 1):
            folder = posixpath.dirname(folder)
        return self._first(posixpath.join(folder, way) for way in ways)

    def _javascript(self, importer: str, module: str) -> str | None:
        if module.startswith("."):
            path = posixpath.normpath(posixpath.join(posixpath.dirname(importer), module))
            return self._first(_spellings(path))
        alias = next((alias for alias in _ALIASES if module.startswith(alias)), "")
        path = module.removeprefix(alias)
        if not alias and "/" not in path:
            return None
        return self._below_any(importer, _spellings(path))

    def _first(self, ways: Iterable[str]) -> str | None:
        return next((way for way in ways if way in self._names), None)

    def _below_any(self, importer: str, ways: Iterable[str]) -> str | None:
        """The file that ends so, in whatever folder: of several, the one nearest to `importer`."""
        for way in ways:
            tail = f"/{way}"
            same = self._by_file.get(posixpath.basename(way), ())
            found = [name for name in same if name == way or name.endswith(tail)]
            if found:
                return max(found, key=lambda name: (_shared(name, importer), -len(name)))
        return None


class Links:
    """The modules of a project, each read when an import leads to it."""

    def __init__(self, files: Files, read: Callable[[str], Module | None]) -> None:
        self._files = files
        self._read = read
        self._modules: dict[str, Module | None] = {}
        self._leading: dict[tuple[str, str], bool] = {}

    def module(self, name: str) -> Module | None:
        """The facts of a file; None where it cannot be read."""
        if name not in self._modules:
            if len(self._modules) >= _MOST_KEPT:
                del self._modules[next(iter(self._modules))]
            self._modules[name] = self._read(name)
        return self._modules[name]

    def source(self, module: Module, imported: Imported) -> Module | None:
        """The module that an import leads to; None where it leads out of the project."""
        name = self._files.find(module.name, module.language, imported.module)
        return self.module(name) if name is not None and name != module.name else None

    def whole(self, module: Module, imported: Imported) -> Module | None:
        """The module that an imported name is itself; None where it is something in one."""
        source = self.source(module, imported)
        if imported.member is None:
            return source
        if source is not None and binder(self, source, imported.member) is not None:
            return None
        return self.submodule(module, imported)

    def leads(self, module: Module, goal: str, is_there: Callable[[Module], bool]) -> bool:
        """Whether the imports of a module lead to one of which `is_there` holds, or it does itself.

        What was found is kept under the word `goal`.
        """
        key = (module.name, goal)
        if key not in self._leading:
            self._leading[key] = any(is_there(one) for one in self._reached(module))
        return self._leading[key]

    def _reached(self, module: Module) -> Iterator[Module]:
        """A module, and those that it imports, nearest first, as far as `_MOST_REACHED`."""
        waiting, seen = [module], {module.name}
        while waiting:
            current = waiting.pop(0)
            yield current
            for binding in (b for bound in current.bindings.values() for b in bound):
                imported = binding.imported
                ways = (self.source, self.submodule) if imported else ()
                for found in (way(current, imported) for way in ways if imported):
                    if found and found.name not in seen and len(seen) < _MOST_REACHED:
                        seen.add(found.name)
                        waiting.append(found)

    def submodule(self, module: Module, imported: Imported) -> Module | None:
        """The module that `from package import member` means, where the member is one."""
        if module.language != "python" or imported.member is None:
            return None
        dot = "" if imported.module.endswith(".") else "."
        path = f"{imported.module}{dot}{imported.member}"
        return self.source(module, Imported(module=path, member=None))


NOWHERE = Links(Files(()), lambda name: None)


_MOST_STARS = 5


def binder(links: Links, module: Module, member: str, depth: int = 0) -> Module | None:
    """The module that binds an exported name: this one, or one that it exports all of."""
    if module.lookup(member, module.end):
        return module
    for star in module.lookup("*", module.end) if depth < _MOST_STARS else ():
        source = links.source(module, star.imported) if star.imported else None
        found = binder(links, source, member, depth + 1) if source else None
        if found is not None:
            return found
    return None


def _spellings(path: str) -> Iterator[str]:
    """The files that an import of `path` may mean."""
    yield path
    stem, ending = posixpath.splitext(path)
    yield from (stem + other for other in _COMPILED.get(ending, ()))
    yield from (path + other for other in _ENDINGS)
    yield from (f"{path}/index{other}" for other in _ENDINGS)


def _shared(one: str, other: str) -> int:
    """How many folders two paths have in common."""
    count = 0
    for first, second in zip(one.split("/"), other.split("/"), strict=False):
        if first != second:
            break
        count += 1
    return count
