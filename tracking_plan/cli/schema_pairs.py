"""JSON Schema documents that other tools wrote: pairs of files, read and compared."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple, NoReturn

from tracking_plan.cli.conclusion.ending import conclude
from tracking_plan.cli.conclusion.outcome import Outcome
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.progress import Progress
from tracking_plan.cli.schema_files import UnusableSchemaError, read_schema
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding, Problem
from tracking_plan.names.phrases import plural
from tracking_plan.place import Json
from tracking_plan.registry.documents import DocumentPair, compare_documents
from tracking_plan.registry.shown_documents import as_json, as_lines, findings

Names = tuple[str, str]


class _Said(NamedTuple):
    """What is said of a pair: all that is kept of it, however large its documents are."""

    findings: tuple[Finding, ...]
    entry: Json
    lines: tuple[str, ...]


def compare_pairs(session: Session, pairs: Sequence[Names], name: str = "") -> NoReturn:
    """Compares each pair, and ends the run: nothing here needs a plan.

    `name` is the list that they are from.
    """
    from tracking_plan.report.escape import visible

    progress = Progress(name, quiet=session.quiet or not name, what="pairs", step=1)
    each = tuple(progress.over(_said(session, old, new) for old, new in pairs))
    conclude(
        session,
        Outcome(
            command="diff",
            findings=tuple(one for pair in each for one in pair.findings),
            sections={"changes": [pair.entry for pair in each]},
            summary=f"{plural(len(each), 'pair')} compared",
            shown={
                "text": lambda: "".join(
                    f"{visible(line)}\n" for pair in each for line in pair.lines
                )
            },
        ),
    )


def _said(session: Session, old: str, new: str) -> _Said:
    pair = _pair(session, old, new)
    return _Said(tuple(findings(pair)), as_json(pair), tuple(as_lines(pair)))


def listed(session: Session, name: str) -> tuple[Names, ...]:
    """The pairs that a file lists: a line of two paths each, seen from the current folder.

    Of paths with blanks, a tab stands between the two. Empty lines are skipped, and so are those
    that begin with `#`.

    Raises:
        UnusableError: it cannot be read, has no pair, or a line has not two paths.
    """
    try:
        if name == "-":
            text = (sys.stdin.read() if sys.stdin is not None else "").removeprefix("\ufeff")
        else:
            text = (session.cwd / name).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UnusableError(f"cannot read {name!r}: {why}") from error
    found = tuple(_names(text, name))
    if not found:
        raise UnusableError(f"{name!r} lists no pairs")
    return found


def _names(text: str, name: str) -> Iterator[Names]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        paths = line.strip().split("\t") if "\t" in line else line.split()
        if len(paths) != 2:
            raise UnusableError(f"{name}:{number}: a line has two paths, the old and the new")
        yield paths[0].strip(), paths[1].strip()


def _pair(session: Session, old: str, new: str) -> DocumentPair:
    unread: list[Problem] = []
    schemas: list[Json] = []
    for name in (old, new):
        try:
            schemas.append(read_schema(session.cwd, name))
        except UnusableSchemaError as error:
            unread.append(error.problem)
    if unread:
        return DocumentPair(old=old, new=new, verdict=None, unread=tuple(unread))
    return compare_documents(old, new, schemas[0], schemas[1], session.today)
