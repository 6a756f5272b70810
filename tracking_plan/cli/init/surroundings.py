"""What a repository looks like from outside: which platforms' code lies in which folders."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracking_plan.regular_file import read_regular

_EXTENSIONS = {
    "web": (".ts", ".tsx", ".js", ".jsx", ".mjs", ".vue", ".svelte"),
    "ios": (".swift",),
    "android": (".kt",),
    "backend": (".py", ".rb", ".go", ".java", ".php"),
}
_KINDS = {extension: kind for kind, names in _EXTENSIONS.items() for extension in names}
_LIBS = {"web": ("@altertable/altertable-js", "@altertable/altertable-react")}
_NOT_CODE = frozenset(
    (
        "node_modules", "vendor", "dist", "build", "venv", "env", "__pycache__", "Pods", "target",
        "site-packages", "coverage", "test", "tests", "spec", "docs", "doc", "examples", "example",
        "scripts", "fixtures", "migrations", "e2e", "cypress", "stories", "__tests__",
    )
)  # fmt: skip
_SERVER_FOLDERS = frozenset(("api", "backend", "server", "functions", "lambda", "workers"))
_MAX_FILES = 50_000
_PACKAGE = "package.json"
_OWN_PACKAGES = b'"@altertable/'


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundSource:
    """A platform that sends, as the folders suggest it; `libs` is empty where none is known."""

    name: str
    paths: tuple[str, ...]
    libs: tuple[str, ...]


def find_sources(folder: Path) -> tuple[FoundSource, ...]:
    """The sources that the folders of a repository suggest; none where there is no code."""
    found: dict[str, dict[str, Counter[str]]] = {}
    is_ours = _depends_on_own_sdk(folder)
    for top, name in _code_files(folder):
        extension = Path(name).suffix
        kind = _kind(top, extension)
        found.setdefault(kind, {}).setdefault(top, Counter())[extension] += 1
    return tuple(
        FoundSource(
            name=kind,
            paths=tuple(_patterns(kind, found)),
            libs=own_libs(kind) if is_ours else (),
        )
        for kind in _EXTENSIONS
        if kind in found
    )


def own_libs(name: str) -> tuple[str, ...]:
    """Altertable's libraries for a platform of that name; none where there are several."""
    return _LIBS.get(name, ())


def _depends_on_own_sdk(folder: Path) -> bool:
    """Whether a package of the repository depends on one of Altertable's, which names itself."""
    count = 0
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(_code_folders(folders))
        count += len(files)
        if _PACKAGE in files and _mentions(Path(path) / _PACKAGE, _OWN_PACKAGES):
            return True
        if count > _MAX_FILES:
            break
    return False


def _mentions(path: Path, text: bytes) -> bool:
    """Whether a file has a text; one that cannot be read has none."""
    try:
        return text in read_regular(path)
    except OSError:
        return False


def _kind(top: str, extension: str) -> str:
    kind = _KINDS[extension]
    return "backend" if kind == "web" and top.lower() in _SERVER_FOLDERS else kind


def _patterns(kind: str, found: Mapping[str, Mapping[str, Counter[str]]]) -> Iterator[str]:
    """`web/**` for a folder that is of one kind, `app/**/*.py` for one that is shared.

    Where all code is of one kind, so is everything. Files beside the folders are set-up.
    """
    if len(found) == 1:
        yield "**"
        return
    tops = [top for top in found[kind] if top] or [""]
    for top in sorted(tops):
        is_shared = any(top in found[other] for other in found if other != kind)
        if top and not is_shared:
            yield f"{top}/**"
            continue
        for extension in sorted(found[kind][top]):
            yield f"{top}/**/*{extension}" if top else f"*{extension}"


def _code_files(folder: Path) -> Iterator[tuple[str, str]]:
    """(top folder or "", file name) of each code file, up to a limit; links are not followed."""
    count = 0
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(_code_folders(folders))
        top = Path(path).relative_to(folder).parts[:1]
        for name in files:
            if Path(name).suffix in _KINDS and _is_product_code(top, name):
                yield (top[0] if top else "", name)
        count += len(files)
        if count > _MAX_FILES:
            return


def _code_folders(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if not name.startswith(".") and name not in _NOT_CODE)


def _is_product_code(top: tuple[str, ...], name: str) -> bool:
    """Whether the file says what the repository is: set-up files beside the root do not."""
    is_set_up = name.startswith((".", "setup.", "conftest.", "noxfile.", "dev."))
    is_settings = ".config." in name or ".conf." in name
    return bool(top) or not (is_set_up or is_settings)
