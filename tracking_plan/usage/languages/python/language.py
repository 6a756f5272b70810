"""Python, as far as `usage` has to know it."""

import posixpath
import sys

from tracking_plan.usage.languages.language import Language, ModulePaths, Scanner
from tracking_plan.usage.languages.python.deferring import DEFERRERS, FUNCTION_METHODS
from tracking_plan.usage.languages.python.enumerations import enumeration_kind
from tracking_plan.usage.languages.python.library import COPYING, HARMLESS, STORING
from tracking_plan.usage.languages.python.paths import named_use
from tracking_plan.usage.languages.python.values import FUNCTION, RANDOM, UNFIT


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


def _is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def _find_submodule(module: str, member: str) -> str | None:
    return f"{module}{member}" if module.endswith(".") else f"{module}.{member}"


PYTHON = Language(
    name="python",
    title="Python",
    comment="# {}",
    dialects=dict.fromkeys((".py", ".pyw", ".pyi"), "python"),
    load_scanner=_load_scanner,
    use_pattern=named_use,
    interpreters=frozenset({"python", "pypy", "ipython", "uv", "pipx"}),
    import_keywords=("from", "import"),
    package_file="__init__.py",
    import_functions=frozenset({"importlib.import_module", "__import__"}),
    find_module=_find_module,
    find_submodule=_find_submodule,
    self_names=frozenset({"self", "cls"}),
    self_aliases={"cls": "self"},
    global_objects=frozenset({"builtins"}),
    open_objects=frozenset({"django.conf.settings", "flask.current_app", "flask.g"}),
    enumeration_kind=enumeration_kind,
    has_keywords=True,
    has_unbound_methods=True,
    namespaces=frozenset({"globals", "locals", "vars"}),
    counts_arguments=True,
    passing=frozenset(
        """
        copy.copy copy.deepcopy weakref.proxy contextlib.closing contextlib.aclosing
        contextlib.nullcontext
        """.split()
    ),
    is_standard=_is_standard,
    storing=STORING,
    harmless=HARMLESS | COPYING,
    deferrers=DEFERRERS,
    function_methods=FUNCTION_METHODS,
    unfit=UNFIT,
    unfit_function=FUNCTION,
    random=RANDOM,
)
