"""Names that markup gives a meaning of its own: variables of loops, of slots and of blocks.

In their elements they hide what the scripts of the file call so. Each is given another name there
that is as long, so that places stay what they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_NAME = re.compile(rb"[A-Za-z_$][\w$]*(?!\s*:)")
_TOKEN = re.compile(rb"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|(?<![\w$.])[A-Za-z_$][\w$]*")
_LOOP = re.compile(rb"\bv-for\s*=\s*\"\s*\(?([^\"]{1,200}?)\)?\s+(?:in|of)\s")
_SLOT = re.compile(rb"(?:\bv-slot(?::[\w.-]+)?|\s#[\w.-]+|\bslot-scope)\s*=\s*\"([^\"]{1,200})\"")
_LET = re.compile(rb"\slet:([\w$]{1,80})(?:=\{([^}]{1,200})\})?")
_BLOCKS = (
    (b"each", re.compile(rb"\{#each\s[^}]{1,400}?\sas\s([^}(]{1,200}(?:\}[^}(]{0,80})?)")),
    (b"await", re.compile(rb"\{#await\s[^}]{1,400}?\s(?:then|catch)\s([^}]{1,200})\}")),
    (b"await", re.compile(rb"\{:(?:then|catch)\s([^}]{1,200})\}")),
    (b"snippet", re.compile(rb"\{#snippet\s[\w$]{1,80}\(([^)]{0,200})\)")),
)
_CONSTANT = re.compile(rb"\{@const\s+([^=]{1,200})=")
_METHOD = re.compile(
    rb"(?<!function)[\s{,]([\w$]{1,80})\s*(?:\([^()]{0,200}\)\s*(?::[^{;]{1,80})?\{"
    rb"|:\s*(?:async\s*)?(?:function\b|\([^()]{0,200}\)\s*=>))"
)
_PROPS = re.compile(
    rb"\bdefineProps\s*(?:\(\s*([\[{].{0,2000}?[\]}])\s*\)|<\s*\{(.{0,2000}?\})\s*>)"
    rb"|\bprops\s*:\s*(\[[^\]]{0,2000}\])",
    re.DOTALL,
)
_PROP = re.compile(rb"([A-Za-z_$][\w$]*)['\"]?\s*(?:\?\s*)?:|['\"]([\w$]{1,80})['\"]")
_SETUP = re.compile(rb"<script\b[^>]{0,200}\ssetup\b", re.IGNORECASE)
_SPARE = b"_$zqxjkvZQXJKV"
_MOST = 100  # elements with names of their own
_LONGEST = 100_000  # bytes of one of them


class Hidden(NamedTuple):
    """Names that mean something else from an offset to another."""

    start: int
    end: int
    names: frozenset[bytes]


def hidden_names(content: bytes, ending: str) -> tuple[Hidden, ...]:
    """The names that the markup of a file hides, and where."""
    found = _of_vue(content) if ending == ".vue" else ()
    found = _of_svelte(content) if ending == ".svelte" else found
    return tuple(one for _, one in zip(range(_MOST), found, strict=False))


def with_other_names(code: bytes, start: int, hidden: Iterable[Hidden]) -> bytes:
    """A piece of code, which stands at an offset, with other names for what is hidden there."""
    names = {name for one in hidden if one.start <= start < one.end for name in one.names}
    if not names:
        return code

    def other(found: re.Match[bytes]) -> bytes:
        name = found[0]
        if name not in names or _is_key(code, found.start(), found.end()):
            return name
        spare = (bytes((sign,)) + name[1:] for sign in _SPARE)
        return next((one for one in spare if one not in code), name)

    return _TOKEN.sub(other, code)


def _is_key(code: bytes, start: int, end: int) -> bool:
    """Whether a name may be the key of an object, alone or with a value."""
    before, after = code[:start].rstrip()[-1:], code[end:].lstrip()[:1]
    return after == b":" or (before in (b"{", b",") and after in (b",", b"}"))


def _names(pattern: bytes) -> frozenset[bytes]:
    return frozenset(_NAME.findall(pattern))


def _of_vue(content: bytes) -> Iterator[Hidden]:
    for pattern in (_LOOP, _SLOT):
        for found in pattern.finditer(content):
            yield Hidden(*_element(content, found.start()), _names(found[1]))
    for found in _PROPS.finditer(content):
        props = _PROP.finditer(found[1] or found[2] or found[3])
        yield Hidden(0, len(content), frozenset(prop[1] or prop[2] for prop in props))
    if not _SETUP.search(content):  # names in its markup are those of the component
        own = frozenset(found[1] for found in _METHOD.finditer(content))
        yield Hidden(0, len(content), own)


def _of_svelte(content: bytes) -> Iterator[Hidden]:
    for kind, pattern in _BLOCKS:
        for found in pattern.finditer(content):
            end = _closing(content, found.end(), b"{#" + kind, b"{/" + kind)
            yield Hidden(found.start(), end, _names(found[1]))
    for found in _CONSTANT.finditer(content):
        yield Hidden(found.start(), _closing(content, found.end(), b"{#", b"{/"), _names(found[1]))
    for found in _LET.finditer(content):
        yield Hidden(*_element(content, found.start()), _names(found[2] or found[1]))


def _element(content: bytes, inside: int) -> tuple[int, int]:
    """Where the element begins and ends in whose tag an offset is."""
    start = content.rfind(b"<", max(0, inside - _LONGEST), inside)
    name = re.match(rb"<[\w.:-]+", content[start : start + 100])
    if start < 0 or name is None:
        return inside, len(content)
    return start, _closing(content, start + 1, name[0], b"</" + name[0][1:])


def _closing(content: bytes, start: int, opening: bytes, closing: bytes) -> int:
    """Where what is open at an offset is closed; far behind it where that is not seen."""
    ended = rb"" if closing == b"{/" else rb"(?![\w.:-])"
    either = re.compile(rb"(?:%s|%s)%s" % (re.escape(opening), re.escape(closing), ended))
    depth, end = 1, min(len(content), start + _LONGEST)
    for found in either.finditer(content, start, end):
        depth += 1 if found[0] == opening else -1
        if depth == 0:
            return found.start()
    return end
