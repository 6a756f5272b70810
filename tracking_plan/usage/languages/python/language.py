"""Python, as far as `usage` has to know it."""

import posixpath

from tracking_plan.usage.languages.deferrers import Deferrer
from tracking_plan.usage.languages.language import Language, ModulePaths, Scanner
from tracking_plan.usage.languages.python.enumerations import enumeration_kind


def _load_scanner() -> Scanner:
    from tracking_plan.usage.languages.python.scan import scan  # the grammar: only if it is used

    return scan


def _find_module(importer: str, module: str) -> ModulePaths | None:
    path = module.lstrip(".").replace(".", "/")
    dots = len(module) - len(module.lstrip("."))
    paths = (f"{path}.py", f"{path}/__init__.py") if path else ("__init__.py",)
    if not dots:
        return ModulePaths(paths=paths, is_anchored=False)
    folder = posixpath.dirname(importer)
    for _ in range(dots - 1):
        folder = posixpath.dirname(folder)
    below = tuple(posixpath.join(folder, path) for path in paths)
    return ModulePaths(paths=below, is_anchored=True)


def _find_submodule(module: str, member: str) -> str | None:
    return f"{module}{member}" if module.endswith(".") else f"{module}.{member}"


PYTHON = Language(
    name="python",
    title="Python",
    comment="# {}",
    dialects={".py": "python"},
    load_scanner=_load_scanner,
    import_keywords=("from", "import"),
    find_module=_find_module,
    find_submodule=_find_submodule,
    self_names=frozenset({"self", "cls"}),
    self_aliases={"cls": "self"},
    enumeration_kind=enumeration_kind,
    has_keywords=True,
    counts_arguments=True,
    deferrers={
        **dict.fromkeys(
            ("to_thread", "add_task", "submit", "run_sync", "call_soon", "call_soon_threadsafe"),
            Deferrer(),
        ),
        **dict.fromkeys(("run_in_executor", "call_later", "call_at"), Deferrer(position=1)),
        "partial": Deferrer(is_partial=True),
        "partialmethod": Deferrer(is_partial=True),
        "Thread": Deferrer(position=1, keyword="target", lists=("args", "kwargs")),
        "Process": Deferrer(position=1, keyword="target", lists=("args", "kwargs")),
        "Timer": Deferrer(position=1, keyword="function", lists=("args", "kwargs")),
        "apply_async": Deferrer(keyword="func", lists=("args", "kwds")),
        "add_job": Deferrer(keyword="func", lists=("args", "kwargs"), position=0),
    },
)
