"""One scanner per language family: text in, a module's facts out."""

from collections.abc import Callable, Mapping
from functools import partial

from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.languages.javascript import scan as javascript
from tracking_plan.usage.languages.python import scan as python

Scan = Callable[[str, str, bytes, frozenset[str]], Module]
"""Takes a path, a name (see `Module`), UTF-8 text and the names of the callees wanted."""

SCANNERS: Mapping[str, Scan] = {
    "python": python.scan,
    "javascript": partial(javascript.scan, dialect="javascript"),
    "typescript": partial(javascript.scan, dialect="typescript"),
    "tsx": partial(javascript.scan, dialect="tsx"),
}
DIALECTS: Mapping[str, str] = {
    ".py": "python",
    **dict.fromkeys((".js", ".jsx", ".mjs", ".cjs"), "javascript"),
    **dict.fromkeys((".ts", ".mts", ".cts"), "typescript"),
    ".tsx": "tsx",
}
"""The ending of a file's name -> the scanner that reads it."""
