"""Files with all of their calls: what a function does with what it is given shows in these."""

import re
from collections.abc import Callable, Iterable

from tracking_plan.usage.facts.effort import TooMuch
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages.language import FileContent, Languages

_CALLED = re.compile(rb"([\w$]+)\s*(?:\?\.)?\s*[(<]")
_NAMED = ("partial", "bind", "call", "apply")


def reader(
    read: Callable[[str], FileContent | None], languages: Languages
) -> Callable[[str], Module | None]:
    """Reads the facts of a file by its name; None where it cannot be read."""

    def module(name: str) -> Module | None:
        file = read(name)
        if file is None:
            return None
        names = frozenset(_names(_CALLED.findall(file.content)))
        try:
            return languages[file.language].load_scanner()(file, names)
        except (TooMuch, RecursionError):
            return None

    return module


def _names(found: Iterable[bytes]) -> Iterable[str]:
    return (*(name.decode("utf-8", "replace") for name in found), *_NAMED)
