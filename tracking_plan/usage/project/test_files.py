"""Which files are tests: by the names of their folders, or by their own."""

import re
from collections.abc import Callable, Iterable

from tracking_plan.globs import matcher

_FOLDERS = frozenset(
    "test tests __tests__ spec specs __mocks__ e2e cypress playwright testing __fixtures__".split()
)
_FOLDER = re.compile(
    r"(?:unit|integration|functional|system|acceptance|smoke|browser|e2e|api|ui)[_-]?tests?"
    r"|tests?[_-](?:utils?|helpers?|data|support|fixtures?|setup)"
)
_PAGES = frozenset({"pages", "routes"})
_NO_TEST = re.compile(r"(?:\w*[._-])?(?:ab|split|multivariate)[_-]tests?\.\w+")
"""Experiments with what users see, which are called tests, too."""
_FILE = re.compile(
    r"(?:test|tests|conftest)(?:_\w+)?(?:\.(?i:pyw?))?"
    r"|\w+_tests?(?:\.(?i:pyw?))?"
    r"|.+[._-](?:test|tests|spec|specs|cy|e2e)\.\w+"
    r"|(?:setupTests|jest\.setup|vitest\.setup)\.(?i:[cm]?[jt]sx?)"
)
_ALONE = re.compile(r"(?:test|tests|spec)\.(?i:[cm]?[jt]sx?)")
"""Files that are tests, but where the name of a file is that of a page."""


def test_finder(paths: Iterable[str]) -> Callable[[str], bool]:
    """Says of a file's path, below the plan's folder, whether it is a test.

    `paths` are patterns of files that are tests, too.
    """
    is_named = matcher(paths, below=True)

    def is_test(name: str) -> bool:
        *folders, file = name.split("/")
        if not _FOLDERS.isdisjoint(folders) or any(map(_FOLDER.fullmatch, folders)):
            return True
        is_test = _FILE.fullmatch(file) is not None and not _NO_TEST.fullmatch(file)
        is_alone = _ALONE.fullmatch(file) is not None and _PAGES.isdisjoint(folders)
        return is_test or is_alone or is_named(name)

    return is_test
