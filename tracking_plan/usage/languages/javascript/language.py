"""JavaScript and TypeScript, as far as `usage` has to know them."""

import posixpath
import re
from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from tracking_plan.usage.languages.javascript.deferring import DEFERRERS, FUNCTION_METHODS
from tracking_plan.usage.languages.javascript.library import (
    COPYING,
    HARMLESS,
    STANDARD_MODULES,
    STORING,
)
from tracking_plan.usage.languages.javascript.markup import ENDINGS, code_in
from tracking_plan.usage.languages.javascript.specifiers import package_of
from tracking_plan.usage.languages.javascript.values import FUNCTION, RANDOM, UNFIT
from tracking_plan.usage.languages.language import Language, ModulePaths, Scanner, common_use

_ENDINGS = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".d.ts")
_COMPILED = {".js": (".ts", ".tsx"), ".jsx": (".tsx",), ".mjs": (".mts",), ".cjs": (".cts",)}
_ALIASES = ("@/", "~/", "#/", "$lib/")


def _load_scanner() -> Scanner:
    from tracking_plan.usage.languages.javascript.scan import scan  # the grammar: only if used

    return scan


def _find_module(importer: str, module: str) -> ModulePaths | None:
    if module.startswith("."):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(importer), module))
        return ModulePaths(paths=tuple(_spellings(path)), is_anchored=True)
    alias = next((alias for alias in _ALIASES if module.startswith(alias)), "")
    path = module.removeprefix(alias)
    if not alias and "/" not in path:
        return None
    return ModulePaths(paths=tuple(_spellings(path)), is_anchored=False)


def _is_standard(module: str) -> bool:
    scheme, _, name = module.rpartition(":")
    return scheme in ("node", "bun") or name.partition("/")[0] in STANDARD_MODULES


def _spellings(path: str) -> Iterator[str]:
    """The files that an import of `path` may mean."""
    yield path
    stem, ending = posixpath.splitext(path)
    yield from (stem + other for other in _COMPILED.get(ending, ()))
    yield from (path + other for other in _ENDINGS)
    yield from (f"{path}/index{other}" for other in _ENDINGS)


def _use(function: str) -> str:
    """The pattern of what uses a function, the elements of a component among it."""
    is_component = function[:1].isupper()
    element = rf"|<(?:[\w$]+\.)*{re.escape(function)}(?![\w$])" if is_component else ""
    return common_use(function) + element


PLATFORM_OBJECTS = frozenset(
    """
    Array BigInt Date Intl JSON Math Number Object Promise Reflect String caches console crypto
    customElements document history indexedDB localStorage location navigator performance process
    screen sessionStorage visualViewport
    """.split()
)
JAVASCRIPT = Language(
    name="javascript",
    title="JavaScript",
    comment="// {}",
    notes="JSX and Flow types too; of markup, the code in it, in TypeScript where it says so",
    dialects=dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), "javascript"),
    load_scanner=_load_scanner,
    use_pattern=_use,
    interpreters=frozenset({"node", "nodejs", "zx"}),
    markup={ending: partial(code_in, ending=ending) for ending in ENDINGS},
    import_keywords=("from", "import", "import(", "require("),
    import_functions=frozenset({"require", "import"}),
    default_export="default",
    whole_export="module.exports",
    find_module=_find_module,
    spellings=_spellings,
    own_prefixes=(".", "@/", "~", "#", "/"),
    self_names=frozenset({"this", "self"}),
    dynamic_self=frozenset({"this"}),
    global_objects=frozenset({"window", "globalThis", "global"}),
    platform_objects=PLATFORM_OBJECTS,
    parameter_functions=frozenset({"defineProps", "withDefaults", "$props"}),
    passing=frozenset({"Object.create", "Object.freeze", "Promise.resolve"}),
    keeping=frozenset(
        """
        useCallback useEvent useEventCallback useEffectEvent useStableCallback debounce throttle
        useDebouncedCallback once memoize memo cache
        """.split()
    ),
    promising=frozenset({"then"}),
    is_standard=_is_standard,
    storing=STORING,
    harmless=HARMLESS.union(path.rpartition(".")[2] for path in COPYING),
    package_of=package_of,
    deferrers=DEFERRERS,
    function_methods=FUNCTION_METHODS,
    unfit=UNFIT,
    unfit_function=FUNCTION,
    random=RANDOM,
)
TYPESCRIPT = replace(
    JAVASCRIPT,
    name="typescript",
    title="TypeScript",
    interpreters=frozenset({"deno", "bun", "ts-node", "ts-node-esm", "tsx"}),
    notes="TSX too",
    dialects={**dict.fromkeys((".ts", ".mts", ".cts"), "typescript"), ".tsx": "tsx"},
    markup={},
    has_types=True,
)
