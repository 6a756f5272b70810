"""The output on a Markdown page: commands run, compared, and written anew.

A fenced `console` block under a comment `<!-- run in FOLDER -->` is run there: each line that
begins with `$ ` is a command, and what follows is its standard output, then its standard error. A
line `...` stands for any number of lines. Under `<!-- run in a copy of FOLDER -->` the commands may
change files: all those of the page run one after another in one copy. It stands in a copy of what
is around the folder, as its own files do. What stands between `<!-- printed by COMMAND -->` and
`<!-- end -->` is what the command prints to standard output in that copy: Markdown, in a quotation.

`python devtools/readme.py --write` puts what the commands print now into README.md, and keeps each
`...` at its distance from the block's ends.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(
    r"<!-- run in (?P<copy>a copy of )?(?P<folder>\S+) -->\n```console\n(?P<body>.*?)```\n"
    r"|<!-- printed by (?P<command>[^\n]+) -->\n(?P<markdown>.*?)<!-- end -->\n",
    flags=re.DOTALL,
)
_GAP = "..."
# In a pull request of our own, `check` would compare the plan with that of its base.
_PULL_REQUEST = frozenset(
    ("GITHUB_BASE_REF", "CI_MERGE_REQUEST_DIFF_BASE_SHA", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A command of the page, where it runs, and the lines that the page shows."""

    folder: Path
    command: str
    shown: tuple[str, ...]
    before: tuple[str, ...] | None = None
    """The commands that ran before it in the copy of the folder; None: it runs in the folder."""
    is_markdown: bool = False
    """Whether the lines are Markdown, from standard output alone."""


def _commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with what follows it."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.splitlines()
        yield command, shown


def _unquoted(line: str) -> str:
    """A line of a quotation, without the sign of one."""
    return line.removeprefix(">").removeprefix(" ")


def runs(text: str) -> Iterator[Run]:
    """The commands of a page, in order."""
    for _, block in _blocks(text):
        yield from block


def _blocks(text: str) -> Iterator[tuple[re.Match[str], list[Run]]]:
    """The blocks of a page, each with its commands."""
    copied, before = ROOT, tuple[str, ...]()
    for match in _BLOCK.finditer(text):
        if command := match["command"]:
            shown = tuple(_unquoted(line) for line in match["markdown"].splitlines())
            run = Run(folder=copied, command=command, shown=shown, before=before, is_markdown=True)
            yield match, [run]
            continue
        block: list[Run] = []
        folder = ROOT / match["folder"]
        for command, lines in _commands(match["body"]):
            is_copy = match["copy"] is not None
            earlier = before if is_copy else None
            run = Run(folder=folder, command=command, shown=tuple(lines), before=earlier)
            block.append(run)
            if is_copy:
                copied, before = folder, (*before, command)
        yield match, block


def printed(run: Run) -> tuple[str, ...]:
    """What the command prints, with this environment's programs found first."""
    if run.before is None:
        return _lines(run, run.folder)
    with tempfile.TemporaryDirectory() as temporary:
        around = Path(temporary) / run.folder.parent.name
        skipped = shutil.ignore_patterns("node_modules", "__pycache__")
        shutil.copytree(run.folder.parent, around, ignore=skipped)
        for command in run.before:
            _done(command, around / run.folder.name)
        return _lines(run, around / run.folder.name)


def _lines(run: Run, folder: Path) -> tuple[str, ...]:
    """The lines that the command prints in the folder."""
    child = _done(run.command, folder)
    text = child.stdout if run.is_markdown else child.stdout + child.stderr
    return tuple(line.rstrip() for line in text.splitlines())


def _done(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command, run in the folder."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    kept = {name: value for name, value in os.environ.items() if name not in _PULL_REQUEST}
    variables = {**kept, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def matches(shown: tuple[str, ...], lines: tuple[str, ...]) -> bool:
    """Whether the lines are the shown ones, where `...` stands for any number of them."""
    pattern = "".join(r"(?:.*\n)*" if line == _GAP else re.escape(line) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines)) is not None


def cut(shown: tuple[str, ...], lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines, with a gap where the shown ones have theirs."""
    if _GAP not in shown or len(lines) < len(shown):
        return lines
    head = shown.index(_GAP)
    tail = len(shown) - head - 1
    return (*lines[:head], _GAP, *lines[len(lines) - tail :])


def rewritten(text: str) -> str:
    """The page with what its commands print now."""
    parts, end = [], 0
    for match, block in _blocks(text):
        parts += [text[end : match.start()], _written(match, block)]
        end = match.end()
    return "".join([*parts, text[end:]])


def _written(match: re.Match[str], block: list[Run]) -> str:
    """A block with what its commands print now."""
    if match["command"]:
        lines = [f"> {line}".rstrip() for line in cut(block[0].shown, printed(block[0]))]
        return "\n".join([match[0].splitlines()[0], *lines, "<!-- end -->"]) + "\n"
    body = "".join(
        "\n".join([f"$ {run.command}", *cut(run.shown, printed(run))]) + "\n" for run in block
    )
    return f"{match[0].splitlines()[0]}\n```console\n{body}```\n"


if __name__ == "__main__":
    page = README.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--write"]:
        README.write_text(rewritten(page), encoding="utf-8", newline="\n")
