"""Which of the objects that a file imports its text hands on, so that other code may change them.

An object alone among the arguments of a function, or in a list or a table, is handed on; one whose
member is taken is not, nor one that is spread, compared or given to a function that only reads.
"""

import re
from collections.abc import Iterator, Mapping

from tracking_plan.usage.facts.text_names import PYTHON, decoded, name_before

_NAMED = re.compile(rb"import\s[^;'\"]{0,80}?\{([^}]{0,4000})\}\s*from")
_REQUIRED = re.compile(rb"\{([^}]{0,4000})\}\s*=\s*(?:await\s+import|require)\(")
_FROM = re.compile(rb"from\s+[\w.]{1,200}\s+import\s+(?:\(([^)]{0,4000})\)|([^\n(]{1,4000}))")
_DEFAULT = re.compile(rb"import\s+([\w$]{1,80})\s*(?:,|from\b)")
_WHOLE = re.compile(rb"import\s+(?:\*\s*as\s+)?([\w.$]{1,80})|=\s*require\(")
_EXPORTED = re.compile(rb"export\s*(?:type\s*)?\{[^}]{0,4000}\}")
_ONE = re.compile(rb"([\w$]{1,80})(?:\s+as\s+|\s*:\s*)?([\w$]{1,80})?")
_HANDED = re.compile(  # an object alone, or a member of one, between the signs around it
    rb"(?:[(,{\[:]|(?<![=!<>])=>?|return )\s*([A-Za-z_$][\w$]{0,80})(?:\.([\w$]{1,80}))?"
    rb"(?=!?(?: as [^,;)}\]\n]{1,80})?\s*(?:[,)}\];\n]|$))"
)
_CLASS = re.compile(rb"[A-Z]\w*[a-z]")
_KEEPING = frozenset(b"return await yield if while switch for in of elif not and or".split())
_COPYING = (b"Object.assign", b".update")  # what they are given, but for the first of the former
_FARTHEST = 300  # bytes before an argument in which its function is looked for


class Handed:
    """The objects that some files hand on, by the names that the files which make them know."""

    def __init__(self, harmless: frozenset[str] = frozenset()) -> None:
        self._harmless = frozenset(name.encode() for name in harmless) | _KEEPING
        self._files: dict[str, set[str]] = {}

    def add(self, file: str, content: bytes) -> None:
        """Reads one more file."""
        names = dict(_imported(content))
        if file.endswith(PYTHON):  # where a name such as `Order` is that of a class
            names = {local: name for local, name in names.items() if not _CLASS.match(name)}
        for name in self._handed(content, names) if names else ():
            self._files.setdefault(decoded(name), set()).add(file)

    def is_handed_elsewhere(self, name: str, file: str) -> bool:
        """Whether other files hand on what they call so."""
        return bool(self._files.get(name, set()) - {file})

    def _handed(self, content: bytes, names: Mapping[bytes, bytes]) -> frozenset[bytes]:
        handed: set[bytes] = set()
        for found in _HANDED.finditer(_without_imports(content)):
            root = names.get(found[1])
            name = found[2] or root
            if root is None or name is None or name in handed:
                continue
            if self._is_handed(content, found.start(1)):
                handed.add(name)
        return frozenset(handed)

    def _is_handed(self, content: bytes, start: int) -> bool:
        """Whether what begins there is not only looked at, nor copied."""
        opening, is_first = _arguments_around(content, start)
        function = name_before(content, opening) if opening else b"="
        is_copied = content.endswith(_COPYING[is_first:], 0, opening)
        return not is_copied and function not in self._harmless


def _imported(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What a file imports: the name in the file, and the name where it comes from."""
    for pattern in (_NAMED, _REQUIRED, _FROM):
        for listed in pattern.finditer(content):
            for one in (listed[1] or listed[listed.lastindex or 0] or b"").split(b","):
                found = _ONE.search(one.removeprefix(b"type "))
                if found is not None:
                    yield found[2] or found[1], found[1]
    for pattern in (_DEFAULT, _WHOLE):
        for whole in pattern.finditer(content):
            name = whole[1] or name_before(content, whole.start())
            if name:
                yield name, name


def _without_imports(content: bytes) -> bytes:
    """The text with blanks for its imports, and for what it exports under a name."""
    for pattern in (_NAMED, _REQUIRED, _FROM, _DEFAULT, _EXPORTED):
        content = pattern.sub(lambda found: b" " * len(found[0]), content)
    return content


def _arguments_around(content: bytes, start: int) -> tuple[int, bool]:
    """Where the arguments begin that an offset is among (0: in none), and if it is in the first."""
    depth, is_first = 0, True
    for offset in range(start - 1, max(0, start - _FARTHEST), -1):
        sign = content[offset : offset + 1]
        if sign in b")]}":
            depth += 1
        elif sign in b"([{" and depth:
            depth -= 1
        elif sign == b"(":
            return offset, is_first
        elif sign == b";":
            break
        is_first = is_first and (sign != b"," or depth > 0)
    return 0, is_first
