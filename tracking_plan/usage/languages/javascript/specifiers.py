"""Module specifiers: which package one names that has a scheme, an address or a version."""

import re

_MARKED = re.compile(r"(?:npm|jsr|https?):|(?:.*/)?node_modules/")
_SCOPED = re.compile(r"(?:^|[/:])(@[a-z\d~-][\w.~-]*/[a-z\d~-][\w.~-]*)(?:@[^/?#]+)?(?=[/?#]|$)")
_PLAIN = re.compile(r"(?:npm|jsr):/?([a-z\d~-][\w.~-]*)(?:@[^/?#]+)?(?=[/?#]|$)")
_INSTALLED = re.compile(r".*(?:^|/)node_modules/([\w.~-]+)(?=[/?#]|$)")
_VERSIONED = re.compile(r"(@[\w.~-]+/[\w.~-]+|[a-z\d~-][\w.~-]*)@[^/?#]+(?=[/?#]|$)")


def package_of(module: str) -> str:
    """The package that a specifier names: `@a/b`, for `npm:@a/b@1` and `https://esm.sh/@a/b@1`.

    What lies within the package is left out with the rest of such a specifier. A plain one, and
    the address of a file that is in no package, stay as they are.
    """
    if not _MARKED.match(module):
        versioned = _VERSIONED.match(module)
        return versioned[1] if versioned else module
    found = _SCOPED.search(module) or _PLAIN.match(module) or _INSTALLED.match(module)
    return found[1] if found else module
