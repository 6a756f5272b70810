"""Which of the objects that a file imports its text hands on, so that other code may change them.

An object alone among the arguments of a function, or in a list or a table, is handed on; one whose
member is taken is not, nor one that is spread, compared or given to a function that only reads. One
that gets another name is, where something is put into what is called so by keys that are unknown.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from tracking_plan.usage.facts.says import Says, nothing
from tracking_plan.usage.facts.text_names import PYTHON, decoded, name_before

_NAMED = re.compile(rb"import\s[^;'\"]{0,80}?\{([^}]{0,4000})\}\s*from")
_OF_TYPES = re.compile(rb"import\s+type\s*\{")  # no value: nothing can be handed on of these
_TYPE = re.compile(rb"(?<![\w$])type\s+(?!as\b)[^,}]{1,120}")
_REQUIRED = re.compile(rb"\} = (?:await import|require)\(")
_FROM = re.compile(rb"from\s+[\w.]{1,200}\s+import\s+(?:\(([^)]{0,4000})\)|([^\n(]{1,4000}))")
_DEFAULT = re.compile(rb"import\s+([\w$]{1,80})\s*(?:,|from\b)")
_MODULE = re.compile(rb"import\s+(?:\*\s*as\s+([\w$]{1,80})\s+from\s*)?['\"]?([\w.$/@~-]{1,200})")
_ASSIGNED = re.compile(rb"= (?:await import|require)\(\s*['\"]([^'\"\n]{1,200})")
_EXPORTED = re.compile(rb"export\s*(?:type\s*)?\{[^}]{0,4000}\}")
_ONE = re.compile(rb"([\w$]{1,80})(?:\s+as\s+|\s*:\s*)?([\w$]{1,80})?")
_HANDED = re.compile(  # an object alone, or a member of one, between the signs around it
    rb"(?:[(,{\[:]|(?<![=!<>])=>?|return )\s*([A-Za-z_$][\w$]{0,80})(?:\.([\w$]{1,80}))?"
    rb"(?=!?(?: as [^,;)}\]\n]{1,80})?\s*(?:[,)}\];\n]|$))"
)
_ENDINGS = frozenset(b"py pyi pyw js jsx mjs cjs ts tsx mts cts index".split())
_SELF = re.compile(rb"(?<![\w$.])(?:self|this|cls)(?=\s*[,)])")
_OF_ITSELF = frozenset(b"bind call apply getattr hasattr super".split())
_KEEPING = frozenset(b"return await yield if while switch for in of elif not and or".split())
_COPYING = (b"Object.assign", b".update")  # what they are given, but for the first of the former
_OWN = (b"this.", b"self.", b"cls.")
_FARTHEST = 300  # bytes before an argument in which its function is looked for


class Handed:
    """The objects that some files hand on, by the names that the files which make them know.

    `says` looks into the text of a file anew: most are never asked for. `is_filled`: entries are
    put into what some file in the language of another one calls so.
    """

    def __init__(
        self,
        harmless: frozenset[str] = frozenset(),
        says: Says = nothing,
        is_filled: Callable[[str, str], bool] = lambda _, __: False,
    ) -> None:
        self._is_filled = is_filled
        self._text = _HandingText(harmless)
        self._kind = (
            f"handed {blake2b(repr(sorted(harmless)).encode(), digest_size=12).hexdigest()}"
        )
        self._says = says
        self._importers: dict[tuple[bytes, bool], set[str]] = {}  # by name, and if in Python
        self._known: dict[str, frozenset[str]] = {}
        self._handing: dict[str, bool] = {}

    def take(self, file: str, names: Iterable[bytes]) -> None:
        """Adds what one more file imports."""
        for name in names:
            is_plain = "." not in file.rpartition("/")[2]  # of either language
            for is_python in {file.endswith(PYTHON), is_plain or file.endswith(PYTHON)}:
                self._importers.setdefault((name, is_python), set()).add(file)

    def is_handed_elsewhere(self, name: str, file: str) -> bool:
        """Whether other files hand on what a file calls so."""
        wanted, is_python = name.encode(), file.endswith(PYTHON)
        known = (wanted, is_python), (_stem(file.encode()), is_python)
        named, whole = (self._importers.get(one, set()) for one in known)
        return any(name in self._of(importer) for importer in sorted((named | whole) - {file}))

    def is_itself_handed(self, file: str) -> bool:
        """Whether a file has code that hands on the object which it belongs to."""
        if file not in self._handing:
            self._handing[file] = bool(self._says(file, f"itself {self._kind}", self._text.itself))
        return self._handing[file]

    def _of(self, file: str) -> frozenset[str]:
        """What a file hands on."""
        if file not in self._known:
            found = self._says(file, self._kind, self._text.handed) or ()
            self._known[file] = frozenset(
                name for name, other in found if other is None or self._is_filled(other, file)
            )
        return self._known[file]


class _HandingText:
    """What the text of one file hands on to others than functions which are `harmless`."""

    def __init__(self, harmless: frozenset[str]) -> None:
        self._harmless = frozenset(name.encode() for name in harmless) | _KEEPING

    def itself(self, content: bytes) -> bool:
        """Whether code hands on the object which it belongs to."""
        found = (match.start() for match in _SELF.finditer(content))
        return any(self._is_argument(content, start) for start in found)

    def handed(self, content: bytes) -> list[tuple[str, str | None]]:
        """What is handed on, by name, each with another name that it is given (None: to others)."""
        names, handed = dict(_imported(content)), dict[tuple[bytes, bytes | None], None]()
        for found in _HANDED.finditer(_without_imports(content)):
            root = names.get(found[1])
            name = found[2] or root
            if root is None or name is None or (name, None) in handed:
                continue
            other = self._given(content, found.start(1))
            if other != b"":
                handed[name, other] = None
        return [(decoded(name), decoded(other) if other else None) for name, other in handed]

    def _given(self, content: bytes, start: int) -> bytes | None:
        """The other name of what begins there; None: it is handed on, empty: only looked at."""
        opening, is_first = _arguments_around(content, start)
        if not opening and (other := _named_anew(content, start)):
            return other
        function = name_before(content, opening) if opening else b"="
        is_copied = content.endswith(_COPYING[is_first:], 0, opening)
        return None if not is_copied and function not in self._harmless else b""

    def _is_argument(self, content: bytes, start: int) -> bool:
        """Whether what begins there is given to a function, other than one that only looks."""
        before = content[max(0, start - _FARTHEST) : start].rstrip()
        opening, _ = _arguments_around(content, start)
        if not opening or not before.endswith((b"(", b",")):
            return False
        function = name_before(content, opening)
        is_made = content.endswith((b"def " + function, b"function " + function), 0, opening)
        return not is_made and function not in self._harmless | _OF_ITSELF


def names_imported(content: bytes) -> frozenset[bytes]:
    """What a file imports, by the names where it comes from."""
    return frozenset(name for _, name in _imported(content))


def _imported(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What a file imports: the name in the file, and the name where it comes from.

    Of a module as a whole, that is the last of its own names.
    """
    for listed in _listed(content):
        for one in listed.split(b","):
            found = _ONE.search(one.removeprefix(b"type "))
            if found is not None:
                yield found[2] or found[1], found[1]
    for default in _DEFAULT.finditer(content):
        yield default[1], default[1]
    for module in _MODULE.finditer(content):
        yield module[1] or _stem(module[2]), _stem(module[2])
    for module in _ASSIGNED.finditer(content):
        yield name_before(content, module.start()), _stem(module[1])


def _listed(content: bytes) -> Iterator[bytes]:
    """The lists of names that a file imports."""
    for found in _NAMED.finditer(content):
        if not _OF_TYPES.match(found[0]):
            yield _TYPE.sub(b"", found[1])
    for found in _FROM.finditer(content):
        yield found[found.lastindex or 0]
    for found in _REQUIRED.finditer(content):
        yield content[content.rfind(b"{", 0, found.start()) + 1 : found.start()]


def _named_anew(content: bytes, start: int) -> bytes:
    """The name that `name = object` gives to the object that begins there; empty: none."""
    before = content[max(0, start - _FARTHEST) : start].rstrip()
    if not before.endswith(b"=") or before.endswith((b"==", b"!=", b"<=", b">=")):
        return b""
    target = before[:-1].rstrip()
    typed = target.rfind(b":", target.rfind(b"\n") + 1)
    target = target[:typed].rstrip() if typed >= 0 else target
    name = name_before(target, len(target))
    owner = target[: len(target) - len(name)]
    return name if not owner.endswith(b".") or owner.endswith(_OWN) else b""


def _stem(module: bytes) -> bytes:
    """The name of a module by its path: `settings`, for `app/settings.py` and `app.settings`."""
    path = module.replace(b"/", b".").removesuffix(b".__init__.py")
    names = [name for name in path.split(b".") if name and name not in _ENDINGS]
    return names[-1] if names else b""


def _without_imports(content: bytes) -> bytes:
    """The text with blanks for its imports, and for what it exports under a name."""
    for pattern in (_NAMED, _FROM, _DEFAULT, _EXPORTED):
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
