"""Events that are posted to an API without an SDK: `fetch(url, { body: JSON.stringify(...) })`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec.structs import replace

from tracking_plan.usage.facts.bindings import Binding, Imported
from tracking_plan.usage.facts.choices import by_itself
from tracking_plan.usage.facts.expression import (
    Argument,
    Dynamic,
    Entry,
    Expression,
    Invocation,
    Items,
    Literal,
    Member,
    Name,
    Spread,
    Table,
    Template,
)
from tracking_plan.usage.facts.module import Module
from tracking_plan.usage.facts.paths import dotted, root_of
from tracking_plan.usage.project.imports import ImportGraph
from tracking_plan.usage.recognition.roles import Confidence, TrackedCallee
from tracking_plan.usage.resolution.resolve import Resolver
from tracking_plan.usage.sdks.shape import Sdk, Signature

POSTERS = frozenset(
    {"fetch", "$fetch", "ofetch", "post", "request", "Request", "ajax", "sendBeacon"}
    | {"axios", "ky", "got"}
)
"""The functions of HTTP libraries that send a body, by the last part of their names."""

_OPTIONS = ("json", "body", "data", "content")  # keywords and options that are the body
_URL = re.compile(r"(?:(?:https?:)?//([^/?#]*)|[*][^/?#]*)/([^?#]*)")
_EVENT = "event"  # a key that no table of options has
_DEPTH = 4


class _Address(NamedTuple):
    """What an address is of. `is_known`: the host is one of the API's."""

    api: Sdk
    signature: Signature
    is_known: bool


class Posts:
    """Reads what one module posts to the APIs that its language may use."""

    def __init__(
        self,
        module: Module,
        imports: ImportGraph,
        resolver: Resolver,
        apis: tuple[Sdk, ...],
        tracking: frozenset[str],
    ) -> None:
        """`tracking` are the names of functions that track, whatever a library calls so, too."""
        self._module, self._imports = module, imports
        self._resolver = resolver
        self._apis = apis
        self._alone = POSTERS - tracking - resolver.language.deferrers.keys()

    def is_alone(self, callee: Expression) -> bool:
        """Whether a function may be one of a library, and no other that is looked for.

        Where the project gives the name to a function, or has it in an object, that may be one.
        """
        if _last_name(callee) not in self._alone:
            return False
        path, root = dotted(callee), root_of(callee)
        bound = self._module.bindings.get(path or "", ())
        owners = self._module.bindings.get(root.text, ()) if root and root is not callee else ()
        is_given = any(not one.imported or self._is_renamed(one.imported) for one in bound)
        return not is_given and not any(map(self._is_own, (*bound, *owners)))

    def _is_renamed(self, imported: Imported) -> bool:
        """Whether an import gives a name of a library's function to another one."""
        return imported.member not in (None, "default") and imported.member not in POSTERS

    def _is_own(self, binding: Binding) -> bool:
        """Whether a name has what the project defines: a file of it, or an object written out."""
        if binding.imported is not None:
            return self._imports.file_of(self._module, binding.imported) is not None
        return isinstance(binding.value.expression if binding.value else None, Table)

    def sent(self, call: Invocation) -> Iterator[tuple[Invocation, TrackedCallee]]:
        """The calls of an API's functions that a call is, each with the body as its argument.

        Several where the body is a list.
        """
        if not self._apis or _last_name(call.callee) not in POSTERS:
            return
        resolver = self._resolver.used_by(call.offset)
        for index, value in enumerate(_addresses(call)):
            found = self._address(value, resolver)
            if found is None:
                continue
            address, confidence = found
            signature = address.signature
            if not address.is_known:  # whose other keys may be its own
                signature = replace(signature, options=None, option_names=frozenset())
            for body in _bodies(call, index, resolver):
                if address.is_known or address.api.marks <= _keys(body, resolver):
                    callee = TrackedCallee(
                        owner=address.api, signature=signature, confidence=confidence
                    )
                    yield replace(call, arguments=(Argument(value=body),)), callee
            return

    def _address(self, value: Expression, resolver: Resolver) -> tuple[_Address, Confidence] | None:
        """What a value is the address of, and whether that is sure; None: it is no API's."""
        texts = tuple(_texts(value, resolver))
        found = [self._of(text) for text in texts]
        known = [one for one in found if one is not None]
        if not known:
            return None
        if len(set(known)) > 1 or len(known) < len(texts):
            return known[0], Confidence.DOUBTFUL
        return known[0], Confidence.CERTAIN if known[0].is_known else Confidence.LIKELY

    def _of(self, text: str) -> _Address | None:
        """What a text is the address of; `*` in it stands for what is not known."""
        found = _URL.match(text)
        if found is None:
            return None
        host, path = (found[1] or "*").partition(":")[0], found[2].rstrip("/")
        for api in self._apis:
            is_known = host in api.hosts
            if is_known or ("*" in host and api.marks):
                for signature in api.signatures:
                    ends = not is_known and path.endswith(f"/{signature.name}")
                    if path == signature.name or ends:
                        return _Address(api, signature, is_known)
        return None


def _last_name(callee: Expression) -> str | None:
    """The last part of a function's name; None: it has none."""
    return callee.text if isinstance(callee, Name) else getattr(callee, "name", None)


def _by_position(call: Invocation) -> list[Expression]:
    known = [one for one in call.arguments if not one.is_keyword_spread and one.keyword is None]
    return [one.value for one in known if not one.is_spread]


def _addresses(call: Invocation) -> Iterator[Expression]:
    """What may be the address: the first arguments, then what is named so."""
    positional = _by_position(call)
    yield from positional
    yield from (one.value for one in call.arguments if one.keyword == "url")
    for value in positional:
        yield from _under(value, "url")


def _bodies(call: Invocation, address: int, resolver: Resolver) -> Iterator[Expression]:
    """The objects that are posted: what is named so, else what follows the address."""
    body = next(_named_bodies(call, resolver), None)
    if body is None:
        after = _by_position(call)[address + 1 :]
        body = after[0] if after else None
    body = _decoded(body, resolver) if body is not None else None
    if isinstance(body, Items):
        yield from (Dynamic(at=body.at) if isinstance(i, Spread) else i for i in body.items)
    elif body is not None:
        yield body


def _named_bodies(call: Invocation, resolver: Resolver) -> Iterator[Expression]:
    tables = [_table(value, resolver) for value in _by_position(call)]
    for name in _OPTIONS:
        yield from (one.value for one in call.arguments if one.keyword == name)
        for table in tables:
            if table is not None and not any(_under(table, _EVENT)):
                yield from _under(table, name)


def _table(value: Expression, resolver: Resolver) -> Expression | None:
    """The one object that a value is; None where that is not seen."""
    found = resolver.possible_values(value)
    one = by_itself(found[0].expression) if len(found) == 1 else None
    return one if isinstance(one, Table) else None


def _under(value: Expression, key: str) -> Iterator[Expression]:
    """What a table has under a key."""
    for entry in value.entries if isinstance(value, Table) else ():
        if isinstance(entry, Entry) and _text(entry.key) == key:
            yield entry.value


def _keys(value: Expression, resolver: Resolver) -> frozenset[str]:
    """The keys that an object is seen to have."""
    table = _table(value, resolver)
    entries = table.entries if isinstance(table, Table) else ()
    keys = (_text(entry.key) for entry in entries if isinstance(entry, Entry))
    return frozenset(key for key in keys if key is not None)


def _text(expression: Expression) -> str | None:
    """The text that an expression is; None where it is something else."""
    known = isinstance(expression, Literal) and isinstance(expression.value, str)
    return str(expression.value) if isinstance(expression, Literal) and known else None


def _decoded(value: Expression, resolver: Resolver, depth: int = 0) -> Expression:
    """What a text or its bytes are made of: `JSON.stringify(it)`, `json.dumps(it).encode()`."""
    if depth > _DEPTH:
        return value
    found = resolver.possible_values(value)
    plain = by_itself(found[0].expression) if len(found) == 1 else value
    match plain:
        case Dynamic(encoded=encoded) if encoded is not None:
            return _decoded(encoded, resolver, depth + 1)
        case Invocation(callee=Member(name="dumps"), arguments=(first, *_)):
            return _decoded(first.value, resolver, depth + 1)
        case Invocation(callee=Member(name="encode", owner=owner), arguments=arguments):
            inner = arguments[0].value if arguments and not isinstance(owner, Invocation) else owner
            return _decoded(inner, resolver, depth + 1)  # `new TextEncoder().encode(it)`, too
        case Items():
            return plain
    return value


def _texts(value: Expression, resolver: Resolver) -> Iterator[str]:
    """The texts that a value may be, with `*` for what is not known."""
    for possible in resolver.possible_values(value):
        match by_itself(possible.expression):
            case Literal(value=str() as text):
                yield text
            case Template() as template:
                words = resolver.within(possible.module).texts.wordings(template)
                yield from (word.text for word in words)
            case _:
                yield "*"
