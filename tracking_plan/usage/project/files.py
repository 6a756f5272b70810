"""The code files of a folder, and their content."""

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tracking_plan import git
from tracking_plan.globs import matcher
from tracking_plan.usage.languages.language import Languages

MAX_BYTES = 2 * 1024 * 1024
_OVERLAP = 256
_CODE = frozenset(
    f".{ending}"
    for ending in """
    vue svelte astro html htm xhtml mdx ejs hbs handlebars mustache njk liquid twig pug haml slim
    jsp cshtml razor phtml j2 jinja jinja2 coffee es es6 jsm gs ipynb pyw pyx
    rb erb rake swift kt kts java groovy go php cs fs vb dart m mm ex exs heex eex rs scala clj cljs
    cljc lua elm res
    """.split()
)
_NEVER = frozenset({".git", "node_modules"})
_OUTSIDE_GIT = frozenset({"dist", "build", "venv", "__pycache__", "target", "vendor"})
UNREAD_FOLDERS = _NEVER | _OUTSIDE_GIT
_CLOSED = re.compile(rb"^warning: could not open directory '(.+)': .*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """A file of code. `name` is its path below the folder that was walked, with `/`."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a file was not read, and whether it may have calls.

    `is_large`: what it contains has not been looked at.
    """

    reason: str
    may_have_calls: bool
    is_large: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The names of code below a folder, sorted: what scanners read, and what none reads yet.

    `closed` are the folders that cannot be looked into.
    """

    code: tuple[str, ...]
    foreign: tuple[str, ...]
    closed: tuple[str, ...] = ()


def listing(folder: Path, languages: Languages) -> Listing:
    """All code below `folder`: what git has or would add, else what is there.

    Outside git, folders of what is built or installed are left out.
    """
    listed, closed = _listed_by_git(folder) or _walked(folder)
    names = sorted(n for n in listed if not _NEVER.intersection(n.split("/")[:-1]))
    code = tuple(name for name in names if languages.of_file(name))
    others = (name for name in names if PurePosixPath(name).suffix in _CODE)
    foreign = (name for name in others if not languages.of_file(name))
    return Listing(code=code, foreign=tuple(foreign), closed=tuple(sorted(set(closed))))


def blocks(path: str) -> Iterator[bytes]:
    """A file of any length in pieces that overlap, so that no short text is cut in two."""
    with contextlib.suppress(OSError), open(path, "rb") as stream:  # noqa: PTH123
        end = b""
        while block := stream.read(MAX_BYTES):
            yield end + block
            end = block[-_OVERLAP:]


def content_with(path: str, words: Iterable[bytes]) -> bytes | None:
    """The content of a file that contains one of the words; None: it contains none."""
    content = read_code(path) if is_regular(path) else b""
    has_word = isinstance(content, bytes) and any(word in content for word in words)
    return content if isinstance(content, bytes) and has_word else None


def is_ignored_code(folder: Path, languages: Languages) -> bool:
    """Whether a folder has code, all of which git ignores."""
    names, _ = _walked(folder)
    return any(languages.of_file(name) for name in names) and not listing(folder, languages).code


def selected(
    names: Iterable[str], *, paths: Iterable[str] = (), exclude: Iterable[str] = ()
) -> Iterator[str]:
    """The names that match `paths` and not `exclude`; no `paths` means everything."""
    wanted, unwanted = _matcher(paths), matcher(exclude, below=True)
    return (name for name in names if wanted(name) and not unwanted(name))


def code_files(folder: Path, names: Iterable[str]) -> Iterator[CodeFile]:
    """The files of these names; links and what is gone are left out."""
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118  there are many; Path is slow
        if is_regular(path):
            yield CodeFile(path=path, name=name)


def is_regular(path: str) -> bool:
    """Whether it is a file and no link: what a link points to is read under its own name.

    One without permission counts: reading it reports why it was not checked.
    """
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except PermissionError:
        return True
    except OSError:
        return False


def read_code(path: str) -> bytes | Unread:
    """The content of a file as UTF-8 without a byte order mark, or why it cannot be had."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123  a tenth of the time of Path.open
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        return Unread(reason=reason, may_have_calls=True)
    if len(content) > MAX_BYTES:
        reason = f"is larger than {MAX_BYTES // 1024 // 1024} MiB"
        return Unread(reason=reason, may_have_calls=False, is_large=True)
    return decoded(content)


def decoded(content: bytes) -> bytes | Unread:
    """The content as UTF-8 without a byte order mark; binary content is not code."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").encode("utf-8")
        except UnicodeError:
            return Unread(reason="is not text", may_have_calls=True)
    if b"\0" in content[:8192]:
        return Unread(reason="is binary", may_have_calls=False)
    return content.removeprefix(b"\xef\xbb\xbf")


def _matcher(paths: Iterable[str]) -> Callable[[str], bool]:
    patterns = tuple(paths)
    return matcher(patterns, below=True) if patterns else lambda name: True


def _listed_by_git(folder: Path) -> tuple[list[str], list[str]] | None:
    """What git tracks below the folder, or would track, and the folders that are closed to it.

    Repositories within it (submodules) are asked in turn, each through its own git. None where it
    is no git checkout.
    """
    listed = git.ask(folder, "ls-files", "-co", "--exclude-standard", "-z", "--deduplicate")
    if listed is None:
        return None
    closed = _CLOSED.findall(listed.errors)
    inside = git.ask(folder, "rev-parse", "--show-prefix") if closed else None
    prefix = inside.output.strip(b"\n") if inside else b""  # git names them from its root on
    folders = [os.fsdecode(name.removeprefix(prefix)).rstrip("/") for name in closed]
    names = [os.fsdecode(name) for name in listed.output.split(b"\0") if name]
    for inner in filter(lambda name: _is_repository(folder, name), tuple(names)):
        below, closed_below = _listed_by_git(folder / inner) or ([], [""])
        names += [f"{inner.rstrip('/')}/{name}" for name in below]
        folders += [f"{inner.rstrip('/')}/{name}".rstrip("/") for name in closed_below]
    return names, folders


def _is_repository(folder: Path, name: str) -> bool:
    """Whether git lists a folder by its name alone: a submodule, or another repository in it."""
    path = os.path.join(folder, name)  # noqa: PTH118  asked for each file; Path is slow
    try:
        if not stat.S_ISDIR(os.lstat(path.rstrip("/")).st_mode):
            return False
    except OSError:
        return False
    is_inside = Path(path).resolve() == folder.resolve() / name.rstrip("/")
    return is_inside and (Path(path) / ".git").exists()


def _walked(folder: Path) -> tuple[list[str], list[str]]:
    """The files below the folder, and the folders that cannot be opened."""
    names: list[str] = []
    closed: list[str] = []

    def below(path: str) -> str:
        return os.path.relpath(path, folder).replace(os.sep, "/")

    for current, folders, files in os.walk(
        folder, onerror=lambda error: closed.append(below(str(error.filename)))
    ):
        folders[:] = [
            name
            for name in folders
            if name not in _OUTSIDE_GIT and name not in _NEVER and not name.startswith(".")
        ]
        inner = below(current)
        names += [name if inner == "." else f"{inner}/{name}" for name in files]
    return names, closed
