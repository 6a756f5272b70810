"""Files that read as parts of the plan, and that no pattern of `include` names."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator

from tracking_plan.globs import fixed_prefix
from tracking_plan.plan.text.nodes import MappingNode
from tracking_plan.plan.text.parse import decode, parse
from tracking_plan.plan.text.tree import ROOT_NAMES, Tree

_MOST = 1000  # files that are looked into
_YAML = (".yaml", ".yml")
_FIRST = re.compile(r"(?:\ufeff|\s|#[^\n]*\n|---[ \t]*\n)*[\"'{]?\s*[\"']?([a-z_]+)\b")


def left_out(
    tree: Tree, patterns: Iterable[str], named: Collection[str], keys: Collection[str]
) -> Iterator[str]:
    """The paths of files that read as parts: mappings with some of `keys` at their top, no other.

    Looked at is the YAML in and below the folder that a pattern names, and of a pattern that begins
    at the root only what lies right beside a file that is `named`, the root among them.
    """
    tops = {fixed_prefix(posixpath.normpath(pattern)) for pattern in patterns}
    beside = {posixpath.dirname(path) for path in named}
    below = tuple(f"{top}/" for top in tops if top and tree.is_inside(top))
    listed = {path for top in _outermost(tops) for path in tree.below(top).files}
    roots = {posixpath.dirname(path) for path in listed - {*named} if _is_root(path)} - {""}
    others = tuple(f"{folder}/" for folder in roots)
    candidates = sorted(
        path
        for path in listed - {*named}
        if path.endswith(_YAML)
        and not path.startswith(others)  # these are another plan's
        and (posixpath.dirname(path) in beside or path.startswith(below))
    )
    identities = {tree.identity(path) for path in named}
    for path in candidates[:_MOST]:
        if not tree.is_inside(path) or tree.identity(path) in identities:
            continue
        if _is_part(tree, path, keys):
            yield path


def _is_root(path: str) -> bool:
    return posixpath.basename(path) in ROOT_NAMES


def _outermost(tops: Collection[str]) -> Iterator[str]:
    """The folders of which none of the others holds."""
    for top in tops:
        if not any(top != other and (not other or top.startswith(f"{other}/")) for other in tops):
            yield top


def _is_part(tree: Tree, path: str, keys: Collection[str]) -> bool:
    try:
        text = decode(tree.read(path), path)
    except OSError:
        return False
    first = _FIRST.match(text) if isinstance(text, str) else None
    if not isinstance(text, str) or first is None or first[1] not in keys:
        return False
    root = parse(text, path).root
    if not isinstance(root, MappingNode) or not root.entries.keys() <= set(keys):
        return False
    return all(isinstance(value, MappingNode) for _, value in root.entries.values())
