"""What may stand where an event, a rule, a format or a revision is asked for.

A shell waits for it at each press of a key: plans are not loaded, only their names are read.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracking_plan.report.formats import FORMATS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tracking_plan.plan.text.nodes import Node

    Items = list[CompletionItem[str]]
    Complete = Callable[[click.Context, click.Parameter, str], Items]

HISTORY_FORMATS = ("text", "json", "markdown")
COVERAGE_FORMATS = (*HISTORY_FORMATS, "html")
PAYLOAD_FORMATS = (*FORMATS, "html")
_PARSED = 32 * 1024  # characters that take a tenth of a second; of more, the lines are looked at
_MOST = 2000
_KEY = re.compile(r"""( +)(?:"([^"\\]+)"|'([^']+)'|([^\s#'"&*!|>{\[\-?][^#]*?)) *:(?: |$)""")
_SECTION = re.compile(r"(?m)^(?=[A-Za-z_])")


def _items(found: Callable[[click.Context, str], Iterable[tuple[str, str | None]]]) -> "Complete":
    """The completion that offers these values, each with a line of help, if they begin so."""

    @functools.wraps(found)
    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
        from click.shell_completion import CompletionItem

        try:
            each = [one for one in found(ctx, incomplete) if one[0].startswith(incomplete)]
        except Exception:  # noqa: BLE001  whatever is wrong, a shell has nothing to do with it
            return []
        shown = (one for one in each if one[0].isprintable())
        return [CompletionItem(value, help=about) for value, about in islice(shown, _MOST)]

    return complete


@_items
def events(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str | None]]:
    """The events of the plan."""
    from tracking_plan.cli.plan_file import find_plan

    given = ctx.params.get("plan_path")
    root = find_plan(given if isinstance(given, str) else None, Path.cwd())
    return ((name, None) for name in dict.fromkeys(_event_names(root)))


@_items
def rules(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str | None]]:
    """The codes of rules and their names, behind the last comma."""
    before, comma, last = incomplete.rpartition(",")
    return ((f"{before}{comma}{one}", about) for one, about in _selectors(last))


@_items
def subjects(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str | None]]:
    """What `explain` takes: rules and events."""
    yield from _selectors(incomplete)
    for item in events(ctx, ctx.command.params[0], incomplete):
        yield item.value, None


def formats(names: Iterable[str]) -> "Complete":
    """The completion that offers these formats."""
    return _items(lambda ctx, incomplete: ((name, None) for name in names))


@_items
def revisions(ctx: click.Context, incomplete: str) -> Iterator[tuple[str, str | None]]:
    """HEAD, and the branches and tags of the repository."""
    from tracking_plan import git

    kinds = ("refs/heads", "refs/remotes", "refs/tags")
    asked = ("for-each-ref", f"--count={_MOST}", "--format=%(refname:lstrip=2)", *kinds)
    answer = git.ask(Path.cwd(), *asked)
    listed = answer.output.decode("utf-8", "replace").split("\n") if answer is not None else []
    return ((name, None) for name in (*(("HEAD",) if answer else ()), *filter(None, listed)))


def revisions_or_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> "Items":
    """The revisions that begin so, or files."""
    from click.shell_completion import CompletionItem

    found = revisions(ctx, param, incomplete)
    return found or [CompletionItem(incomplete, type="file")]


def _selectors(beginning: str) -> Iterator[tuple[str, str | None]]:
    """The ids that begin so; names where the beginning is one of a name; else the families."""
    from tracking_plan.families import FAMILIES
    from tracking_plan.triage.rule_index import all_codes, family

    if not beginning:
        yield from ((letter, each.title) for letter, each in FAMILIES.items())
        yield "ALL", None
    elif beginning[0] in FAMILIES:
        yield from ((code.id, code.name) for code in family(beginning[0]))
    elif beginning[0].islower():
        yield from ((code.name, code.id) for code in all_codes())


def _event_names(root: Path) -> Iterator[str]:
    """The names of the events in a plan's files, as far as they are plain to see."""
    from tracking_plan.plan.text.tree import Disk, expand

    tree = Disk(root.parent, root.parent, named=root.name)
    sections = _sections(tree.read(root.name).decode("utf-8", "replace"))
    yield from _keys(sections.get("events", ""))
    for pattern in _listed(sections.get("include", "")):
        for path in islice(expand(pattern, tree, root.name).files, _MOST):
            inner = _sections(tree.read(path).decode("utf-8", "replace"))
            yield from _keys(inner.get("events", ""))


def _sections(text: str) -> dict[str, str]:
    """The text of each key at the left margin, by the key."""
    return {part.partition(":")[0].strip(): part for part in _SECTION.split(text)}


def _keys(section: str) -> Iterator[str]:
    """The keys below the one key of a section."""
    node = _node(section) if len(section) <= _PARSED else None
    entries = getattr(node, "entries", None)
    if entries is not None:
        yield from entries
        return
    matches = (match for line in section.split("\n") if (match := _KEY.match(line)))
    indent: str | None = None
    for match in matches:
        indent = indent or match[1]
        if match[1] == indent:
            yield match[2] or match[3] or match[4]


def _listed(section: str) -> Iterator[str]:
    """The texts in the list that a section has."""
    for item in getattr(_node(section), "items", ()):
        if isinstance(getattr(item, "text", None), str):
            yield item.text


def _node(section: str) -> "Node | None":
    """What stands under the one key of a section; None where that cannot be read."""
    from tracking_plan.plan.text.parse import parse

    root = parse(section, "").root if section else None
    values = list(getattr(root, "entries", {}).values())
    return values[0][1] if values else None
