"""The code files of a folder, and their content."""

import contextlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracking_plan.git_lfs import HINT, SAYS, is_pointer
from tracking_plan.globs import matcher
from tracking_plan.usage.languages.language import Language, Languages, has_ending, interpreters
from tracking_plan.usage.project.repository import found_below
from tracking_plan.usage.project.walk import NEVER, Refused, is_hidden, walked

MAX_BYTES = 2 * 1024 * 1024
_OVERLAP = 256
_CODE = frozenset(
    f".{ending}"
    for ending in """
    xhtml mdx ejs hbs handlebars mustache njk liquid twig pug haml slim
    jade nunjucks gohtml tmpl latte volt mako smarty
    jsp cshtml razor phtml j2 jinja jinja2 coffee es es6 jsm gs ipynb pyx
    marko gjs gts riot imba civet svx shtml aspx asp jspx ftl tpl eta edge
    rb erb rake swift kt kts java groovy go php cs fs vb dart m mm ex exs heex eex rs scala clj cljs
    cljc lua elm res pl pm
    """.split()
)
_INTERPRETERS = frozenset(
    "ruby php perl lua elixir groovy swift kotlin scala crystal coffee".split()
)
_HEAD = 256
_LONE_CR = re.compile(rb"\r(?!\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeFile:
    """A file of code. `name` is its path below the folder that was walked, with `/`."""

    path: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Why a file was not read, and whether it may have calls."""

    reason: str
    may_have_calls: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The names of code below a folder, sorted: what scanners read, and what none reads yet.

    `closed` are the folders that cannot be looked into. `absent` are the files and `submodules`
    the folders that are not checked out; `left_out` is code in folders of what is built, outside
    of git. `refused` are the repositories that git does not speak of.
    """

    code: tuple[str, ...]
    foreign: tuple[str, ...]
    closed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    submodules: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()


def listing(folder: Path, languages: Languages, named: Iterable[str] = ()) -> Listing:
    """All code below `folder`: what git has or would add, else what is there.

    Outside git, folders of what is built or installed are left out, unless a pattern names them.
    """
    found = found_below(folder, named)
    code, foreign = _code(folder, found.names, languages)
    left_out = _code(folder, found.left_out, languages)
    known = {*code, *foreign}
    return Listing(
        code=code,
        foreign=foreign,
        closed=tuple(sorted(set(found.closed))),
        absent=tuple(sorted(known.intersection(found.absent))),
        submodules=tuple(sorted(found.submodules)),
        left_out=tuple(sorted((*left_out[0], *left_out[1]))),
        refused=tuple(found.refused),
    )


def language_of(path: str, languages: Languages) -> Language | None:
    """The language that a file is read in, by its ending; by its first line where it has none."""
    return languages.of_file(path) if has_ending(path) else languages.of_script(_head(path))


def _code(
    folder: Path, names: Iterable[str], languages: Languages
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of code that is read, and of code in languages that are not."""
    code: list[str] = []
    foreign: list[str] = []
    for name in sorted(names):
        if not NEVER.isdisjoint(name.split("/")[:-1]):
            continue
        if not has_ending(name):
            head = _head(os.path.join(folder, name))  # noqa: PTH118  there are many; Path is slow
            is_code = languages.of_script(head) is not None
            is_foreign = not _INTERPRETERS.isdisjoint(interpreters(head))
        else:
            is_code = languages.of_file(name) is not None
            is_foreign = name[name.rfind(".") :].lower() in _CODE
        if is_code or is_foreign:
            (code if is_code else foreign).append(name)
    return tuple(code), tuple(foreign)


def _head(path: str) -> bytes:
    """The beginning of a file that may be a script."""
    if is_regular(path):
        with contextlib.suppress(OSError), open(path, "rb") as stream:  # noqa: PTH123
            return stream.read(_HEAD)
    return b""


def blocks(path: str) -> Iterator[bytes]:
    """A file of any length in pieces that overlap, so that no short text is cut in two."""
    with contextlib.suppress(OSError), open(path, "rb") as stream:  # noqa: PTH123
        end = b""
        while block := stream.read(MAX_BYTES):
            yield end + block
            end = block[-_OVERLAP:]


def hidden_code(folder: Path, languages: Languages, listed: Listing) -> tuple[str, ...]:
    """The code that is in a folder and is not listed: git ignores it, or it is left out."""
    found = walked(folder)
    names = (*found.names, *(name for name in found.left_out if not is_hidden(name)))
    here, known = _code(folder, names, languages), {*listed.code, *listed.foreign}
    return tuple(name for name in sorted((*here[0], *here[1])) if name not in known)


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
        return Unread(reason=reason, may_have_calls=False)
    return decoded(content)


def decoded(content: bytes) -> bytes | Unread:
    """The content as UTF-8 without a byte order mark; binary content is not code.

    As many bytes are left, so that places stay what they are.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16").encode("utf-8")
        except UnicodeError:
            return Unread(reason="is not text", may_have_calls=True)
    if b"\0" in content[:8192]:
        return Unread(reason="is binary", may_have_calls=False)
    if is_pointer(content):
        return Unread(reason=f"{SAYS}: {HINT}", may_have_calls=True)
    # A line may end in CR alone: the languages say so, and their parsers here do not know it.
    text = content.removeprefix(b"\xef\xbb\xbf")
    return _LONE_CR.sub(b"\n", text) if b"\r" in text else text


def _matcher(paths: Iterable[str]) -> Callable[[str], bool]:
    patterns = tuple(paths)
    return matcher(patterns, below=True) if patterns else lambda name: True
