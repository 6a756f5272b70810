"""The console blocks of a Markdown page: run, compared, and written anew.

A fenced `console` block under a comment `<!-- run in FOLDER -->` is run there: each line that
begins with `$ ` is a command, and what follows is its standard output, then its standard error. A
line `...` stands for any number of lines. `python devtools/readme.py --write` puts what the
commands print now into README.md, and keeps each `...` at its distance from the block's ends.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(
    r"<!-- run in (?P<folder>\S+) -->\n```console\n(?P<body>.*?)```\n", flags=re.DOTALL
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


def runs(text: str) -> Iterator[Run]:
    """The commands of a page, in order."""
    for block in _BLOCK.finditer(text):
        for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield Run(folder=ROOT / block["folder"], command=command, shown=tuple(shown))


def printed(run: Run) -> tuple[str, ...]:
    """What the command prints, with this environment's programs found first."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    kept = {name: value for name, value in os.environ.items() if name not in _PULL_REQUEST}
    variables = {**kept, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    child = subprocess.run(
        ["bash", "-c", run.command],
        cwd=run.folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return tuple(line.rstrip() for line in (child.stdout + child.stderr).splitlines())


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

    def block(match: re.Match[str]) -> str:
        body = "".join(
            "\n".join([f"$ {run.command}", *cut(run.shown, printed(run))]) + "\n"
            for run in runs(match[0])
        )
        return f"<!-- run in {match['folder']} -->\n```console\n{body}```\n"

    return _BLOCK.sub(block, text)


if __name__ == "__main__":
    page = README.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--write"]:
        README.write_text(rewritten(page), encoding="utf-8", newline="\n")
