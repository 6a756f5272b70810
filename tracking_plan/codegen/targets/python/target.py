"""Python as a target: its words, what it cannot generate, and what its helpers do not check."""

import keyword
import posixpath
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping

from tracking_plan.codegen.model import HelperModule
from tracking_plan.codegen.target import Fault, TargetLanguage
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.schema import unchecked_patterns
from tracking_plan.codegen.targets.python.text import literal
from tracking_plan.plan.settings import Target

_OLDEST = (3, 10)
_IMPORTED = frozenset(  # by the files of a package, its runtime included
    (
        *("altertable", "collections", "contextlib", "dataclasses", "datetime", "enum"),
        *("fractions", "functools", "hmac", "ipaddress", "logging", "math", "re"),
        *("tracking_plan", "typing", "typing_extensions"),
    )
)


def _faults(target: Target) -> Iterator[Fault]:
    folder = posixpath.basename(posixpath.normpath(target.output))
    if folder.endswith(".py"):
        message = f"the output {target.output!r} is a file, and helpers are a package"
        yield Fault("output", message, "name a folder")
    elif not _is_importable(folder):
        message = f"the output {target.output!r} is a package that no import can name"
        hint = f"end it in an identifier that is no keyword, not in {folder!r}"
        yield Fault("output", message, hint)
    elif _hides_a_module(folder, is_alone=posixpath.normpath(target.output) == folder):
        message = f"the output {target.output!r} would stand for Python's module {folder!r}"
        yield Fault("output", message, "give it a name that no imported module has")
    if _numbers(target.python) < _OLDEST:
        message = f"the helpers do not run on Python {target.python}"
        yield Fault("python", message, "use '3.10' or later")


def _hides_a_module(name: str, *, is_alone: bool) -> bool:
    """Whether an import of the helpers, or anybody's if the folder is at the top, would find it."""
    return name in _IMPORTED or (is_alone and name in sys.stdlib_module_names)


def _is_importable(name: str) -> bool:
    """Whether an import can name the folder: Python reads names in their NFKC form."""
    is_normal = unicodedata.normalize("NFKC", name) == name
    return name.isidentifier() and not keyword.iskeyword(name) and is_normal


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"[0-9]+", version))


def _render(module: HelperModule, target: Target) -> Mapping[str, str]:
    # Only a run that generates pays for the template engine.
    from tracking_plan.codegen.targets.python.render import render_python

    return render_python(module, target)


def _notes(module: HelperModule) -> Iterator[str]:
    for method in module.methods:
        for path in unchecked_patterns(method.check, ""):
            yield f"the pattern of {path!r} in {method.event!r} is left to the validator"


PYTHON = TargetLanguage(
    comment="#",
    template=1,
    callers=frozenset({"python"}),
    ending=".py",
    library="runtime",
    naming=NAMING,
    literal=literal,
    faults=_faults,
    render=_render,
    notes=_notes,
)
