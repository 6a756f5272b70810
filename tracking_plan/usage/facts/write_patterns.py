"""What the text of a file writes to: members by their names, and objects by unknown keys.

Each pattern begins with a text of its own, so that all code of a project is searched in no time.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from tracking_plan.usage.facts.text_names import NAME, name_before, renamed

_SET = rb"(?:[-+*/%&|^?]{1,3})?=(?![=>])"
_MEMBER = re.compile(rb"\.([A-Za-z_$][\w$]{0,80})[ \t]*(?::[^=\n]{1,80})?" + _SET)
_KEY = re.compile(rb"\[[\"']([^\"'\n]{1,80})[\"']\]\s*=(?![=>])")
_COUNTED = re.compile(rb"\.([A-Za-z_$][\w$]{0,80})(?:\+\+|--)")
_BY_KEY = re.compile(  # `object[key] = value`: not `[a, b] = list`, nor a key that the code shows
    rb"\[(?<=[\w$)\]!]\[)(?![\"'\d])[^\n=;\[\]]{1,80}(?:\[[^\n=;\[\]]{0,80}\])?[^\n=;\[\]]{0,20}\]"
    rb"\s*(?:\+\+|--|" + _SET + rb")"
)
_DELETED = re.compile(rb"delete ([^\[;\n]{1,80})\[(?![\"'\d])")
_UPDATED = re.compile(rb"\.(?:update|setdefault|pop|popitem|clear)\(")
_GROWN = re.compile(
    rb"\.(?:push|unshift|splice|shift|pop|sort|reverse|fill|copyWithin|append|extend|insert|remove)"
    rb"\(|\.length\s*=(?!=)|\+=|\*=|\[\d{1,9}\]\s*=(?!=)|\[[^\]\n]{0,40}:[^\]\n]{0,40}\]\s*=(?!=)"
)
_JOINED = re.compile(rb"\|=")
_OWN_KEY = re.compile(rb"this\[[^\]\n]{0,80}\]\s*=(?!=)")
_OWN_TEXTS = (b"self.__dict__", b"cls.__dict__", b"vars(self)", b"vars(cls)")
_CHANGED = rb"\s*(?:\.(?:update|setdefault|pop|clear)\(|\|?=(?!=)|\[[^\]\n]{1,80}\]\s*=(?!=))"
_DICT = re.compile(rb"\.__dict__" + _CHANGED)
_VARS = re.compile(rb"vars\(([^()\n]{1,80})\)" + _CHANGED)
_OWN_SETTER = re.compile(rb"__setattr__\(\s*[^,\"'\n]{1,80},\s*(?:[^,\"'\n]{1,80}\)|[^,\"'\n]+,)")


def _functions(text: str, rest: bytes) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """The words of a text, each with the pattern of what is called so."""
    words = (word.encode() for word in text.split())
    return tuple((word, re.compile(re.escape(word) + rest)) for word in words)


_SET_REST = rb"\s*([^,\n]{1,80}?)\s*,\s*(?:[\"']([\w$]{1,80})[\"'])?"
_ATTRIBUTE_SETTERS = _functions("setattr( delattr( setitem( delitem(", _SET_REST)
_KEY_SETTERS = _functions(
    """
    Object.defineProperty( Reflect.set( Reflect.deleteProperty( Reflect.defineProperty(
    """,
    _SET_REST,
)
_MERGERS = _functions(
    """
    Object.assign( Object.defineProperties( Object.setPrototypeOf( plainToInstance( plainToClass(
    plainToClassFromExist( $.extend( jQuery.extend( _.assign _.merge _.extend _.defaults _.set
    _.update lodash.assign lodash.merge lodash.extend lodash.defaults lodash.set lodash.update
    """,
    rb"\w{0,20}\(?\s*(?:new\s+)?([A-Za-z_$(][^,(){}\n]{0,80})",
)


class Writes(Struct, frozen=True, kw_only=True):
    """What the text of one file writes to.

    `members` are the names of members that are set, each with whether it is by the object that it
    belongs to; `filled` are the names of objects into which entries are put, or out of which they
    are taken, `grown` those of lists that get other items. `has_own_keys`: a class sets its own
    fields by names that are not in the code.
    `has_keys`: so it does of objects, whichever these are.
    """

    members: frozenset[tuple[bytes, bool]]
    filled: frozenset[bytes]
    grown: frozenset[bytes]
    has_own_keys: bool
    has_keys: bool


def writes_of(content: bytes, selves: tuple[bytes, ...], *, are_items: bool) -> Writes:
    """What a text writes to. `selves` mean the object that a member belongs to.

    `are_items`: what is put under a key of an object is no field of it.
    """
    set_by = [*_found(_ATTRIBUTE_SETTERS if are_items else _KEY_SETTERS, content)]
    by_functions = {_owner(found[1]) for found in set_by if not found[2]}
    merged = _found(_MERGERS, content) if not are_items else ()
    by_functions.update(_owner(found[1]) for found in merged)
    by_functions.update(_owner(found[1]) for found in _VARS.finditer(content))
    by_functions.update(_before(content, found.start()) for found in _DICT.finditer(content))
    fields = () if are_items else (_BY_KEY, _DELETED)
    has_keys = any(pattern.search(content) for pattern in (_OWN_SETTER, *fields))
    named = frozenset((found[2], False) for found in set_by if found[2])
    return Writes(
        members=named.union(_members(content, selves)),
        filled=frozenset(_filled(content, by_functions)),
        grown=_grown(content),
        has_own_keys=_has_own_keys(content) or not by_functions.isdisjoint(selves),
        has_keys=has_keys or bool(by_functions),
    )


def _members(content: bytes, selves: tuple[bytes, ...]) -> Iterator[tuple[bytes, bool]]:
    for pattern in (_MEMBER, _KEY, _COUNTED):
        for found in pattern.finditer(content):
            yield found[1], content.endswith(selves, 0, found.start())


def _filled(content: bytes, by_functions: Iterable[bytes]) -> frozenset[bytes]:
    found = set(by_functions)
    found.update(_owner(match[1]) for match in _DELETED.finditer(content))
    for pattern in (_UPDATED, _BY_KEY, _JOINED):
        found.update(_before(content, match.start()) for match in pattern.finditer(content))
    found.update([name for name, other in renamed(content) if other in found])
    return frozenset(found - {b""})


def _grown(content: bytes) -> frozenset[bytes]:
    found = {_before(content, match.start()) for match in _GROWN.finditer(content)}
    found.update([name for name, other in renamed(content) if other in found])
    return frozenset(found - {b""})


def _has_own_keys(content: bytes) -> bool:
    is_own = any(text in content for text in _OWN_TEXTS)
    return is_own or _OWN_KEY.search(content) is not None


def _found(
    functions: Iterable[tuple[bytes, re.Pattern[bytes]]], content: bytes
) -> Iterator[re.Match[bytes]]:
    for word, pattern in functions:
        if word in content:
            yield from pattern.finditer(content)


def _before(content: bytes, end: int) -> bytes:
    """The name of the object that stands before an offset: `cfg`, `c.cfg`, `(cfg as any)`."""
    if content[end - 1 : end] != b")":
        return name_before(content, end)
    start = content.rfind(b"(", 0, end)
    return _owner(content[start:end])


def _owner(text: bytes) -> bytes:
    """The last name of a path, in parentheses and with a type or without."""
    path = text.strip(b"( \t").partition(b" ")[0].strip(b"()!? \t")
    last = path.rpartition(b".")[2]
    return last if NAME.fullmatch(last) else b""
