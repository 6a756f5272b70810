"""Types of the helpers as Python annotations, and the module that defines the named ones."""

import keyword
import unicodedata
from collections.abc import Iterable, Iterator

from tracking_plan.codegen.model import (
    AnyObject,
    ArrayOf,
    Choice,
    HelperModule,
    MapOf,
    Named,
    NamedType,
    Nullable,
    Record,
    RecordField,
    Scalar,
    TypeExpr,
)
from tracking_plan.codegen.names import Pool, cut, pascal
from tracking_plan.codegen.targets.python.names import NAMING
from tracking_plan.codegen.targets.python.text import (
    WIDTH,
    Call,
    Entry,
    Piece,
    docstring,
    generous,
    literal,
    render,
    width,
)
from tracking_plan.plan.model import EnumScalar, Type

_SCALARS = {
    Type.STRING: "str",
    Type.INTEGER: "int",
    Type.NUMBER: "float",
    Type.BOOLEAN: "bool",
}
_ANY = "object"
_MAP = "Mapping"
_OPTIONAL = "typing_extensions.NotRequired"


def annotation(expr: TypeExpr, prefix: str = "") -> str:
    """The type as an annotation; `prefix` is put before the names of named types."""
    return " | ".join(members(expr, prefix))


def members(expr: TypeExpr, prefix: str = "") -> tuple[str, ...]:
    """The types that the type is a union of; one where it is none."""
    match expr:
        case Scalar():
            return (_SCALARS.get(expr.type, _ANY),)
        case AnyObject():
            return ("Mapping[str, object]",)
        case Named():
            return (prefix + expr.name,)
        case Nullable():
            inner = members(expr.inner, prefix)
            return inner if inner == (_ANY,) else (*inner, "None")
        case ArrayOf():
            return _array(expr, prefix)
        case MapOf():
            return (f"{_MAP}[str, {annotation(expr.values, prefix)}]",)


def _array(expr: ArrayOf, prefix: str) -> tuple[str, ...]:
    """A list or a tuple: `Sequence[str]` would accept a bare string.

    Lists are invariant, so that those of anything are of Any, and whole numbers go as numbers.
    """
    item = _ANY if expr.items is None else annotation(expr.items, prefix)
    if item == _ANY:
        return ("list[Any]", "tuple[Any, ...]")
    also = ("list[int]",) if item == "float" else ()
    return (f"list[{item}]", *also, f"tuple[{item}, ...]")


class TypeModule:
    """The definitions of the named types, in order, and the annotations that refer to them.

    An annotation that would not fit on its line gets a name of its own.
    """

    def __init__(self, module: HelperModule, reserved: Iterable[str]) -> None:
        self._pool = Pool(reserved, joint="")
        for one in module.types:
            self._pool.take(one.name)
        self._aliases: dict[tuple[str, TypeExpr], str] = {}
        self.definitions: list[str] = []
        if module.environments is not None:
            self._add(_choice("Environment", module.environments))
        for named in module.types:
            self._add_type(named)
        if module.common:
            fields = tuple(
                RecordField(wire=one.wire, type=one.type, is_required=one.is_required, doc=one.doc)
                for one in module.common
            )
            about = "Properties that the tracker adds to the events which have them."
            self._add_type(Record(name="Common", fields=fields, description=about))

    def parameter_type(self, expr: TypeExpr, owner: str, name: str, room: int) -> str:
        """The annotation of a parameter, as other modules write it; at most `room` wide.

        Only names can be wider, and unions of them.
        """
        expr = self._flattened(expr, owner, name)
        text = annotation(expr, "shapes.")
        inner = expr.inner if isinstance(expr, Nullable) else expr
        if width(text) <= room or not isinstance(inner, ArrayOf | MapOf):
            return text
        alias: TypeExpr = Named(name=self._alias(inner, owner, name))
        return annotation(Nullable(inner=alias) if inner is not expr else alias, "shapes.")

    def _flattened(self, expr: TypeExpr, owner: str, name: str) -> TypeExpr:
        """The type without arrays and maps within each other: inner ones have names."""
        match expr:
            case Nullable():
                return Nullable(inner=self._flattened(expr.inner, owner, name))
            case ArrayOf() if expr.items is not None:
                items = self._flattened(expr.items, owner, f"{name} item")
                return ArrayOf(items=self._named(items, owner, f"{name} item"))
            case MapOf():
                values = self._flattened(expr.values, owner, f"{name} value")
                return MapOf(values=self._named(values, owner, f"{name} value"))
            case _:
                return expr

    def _named(self, expr: TypeExpr, owner: str, name: str) -> TypeExpr:
        if isinstance(expr, Nullable):
            return Nullable(inner=self._named(expr.inner, owner, name))
        is_short = isinstance(expr, MapOf) and isinstance(expr.values, Scalar)
        if not isinstance(expr, ArrayOf | MapOf) or is_short:
            return expr
        return Named(name=self._alias(expr, owner, name))

    def _add_type(self, named: NamedType) -> None:
        if isinstance(named, Choice):
            self._add(_choice(named.name, named.values))
        elif any(_is_odd(field.wire) for field in named.fields):
            # Python reads such a key as another: no class and no call can name it.
            self._add(f"{named.name} = Mapping[str, object]\n")
        elif all(_fits_in_a_class(field.wire) for field in named.fields):
            self._add(self._class(named))
        else:
            self._add(self._functional(named))

    def _class(self, record: Record) -> str:
        keys = {field.wire for field in record.fields}
        lines = [
            f"    {field.wire}: {self._field(record, field, 6 + width(field.wire), keys)}\n"
            for field in record.fields
        ]
        head = f"class {record.name}(typing_extensions.TypedDict):\n    {_about(record)}\n"
        return head + "".join(["\n", *lines] if lines else [])

    def _functional(self, record: Record) -> str:
        entries = []
        for field in record.fields:
            key = literal(field.wire)
            value = self._field(record, field, 11 + width(key), set(), indent=8)
            entries.append(f"        {key}: {value},\n")
        return (
            f"{record.name} = typing_extensions.TypedDict(\n"
            f'    "{record.name}",\n    {{\n{"".join(entries)}    }},\n)\n'
        )

    def _field(
        self, record: Record, field: RecordField, before: int, keys: set[str], indent: int = 4
    ) -> str:
        """The annotation of a key, after `before` characters on its line."""
        expr = self._flattened(field.type, record.name, field.wire)
        plain = annotation(expr)
        text = plain if field.is_required else f"{_OPTIONAL}[{plain}]"
        if before + width(text) <= WIDTH and keys.isdisjoint(_names_in(plain)):
            return text
        if not isinstance(expr, Named):
            plain = self._alias(expr, record.name, field.wire)
        return _broken(plain, before, indent, is_required=field.is_required)

    def _alias(self, expr: TypeExpr, owner: str, name: str) -> str:
        """The name of a type; a definition the first time."""
        if (owner, expr) not in self._aliases:
            wish = cut(pascal((*NAMING.words(owner), *NAMING.words(name))))
            alias = self._pool.take(wish if wish.isidentifier() else "Value")
            self._aliases[owner, expr] = alias
            self._add(_alias_definition(alias, members(expr)))
        return self._aliases[owner, expr]

    def _add(self, definition: str) -> None:
        self.definitions.append(definition)


def _broken(name: str, before: int, indent: int, *, is_required: bool) -> str:
    """A named type after `before` characters, on further lines where it does not fit."""
    text = name if is_required else f"{_OPTIONAL}[{name}]"
    if before + width(text) <= WIDTH:
        return text
    pad = " " * indent
    exploded = f"{_OPTIONAL}[\n{pad}    {{}}{name}\n{pad}{{}}]"
    if not is_required and before + len(_OPTIONAL) + 1 <= WIDTH:
        return exploded.format("", "")
    if indent + 4 + width(text) > WIDTH:
        text = exploded.format("    ", "    ")
    return f"(\n{pad}    {text}\n{pad})"


def laid_out(definitions: Iterable[str]) -> str:
    """The definitions with the empty lines that belong before and between them."""
    text, was_class = "", False
    for definition in definitions:
        is_class = definition.startswith("class ")
        text += ("\n\n" if is_class or was_class else "\n") + definition
        was_class = is_class
    return text


def _choice(name: str, values: Iterable[EnumScalar]) -> str:
    shown = [literal(value) for value in values]
    flat = f"{name} = Literal[{', '.join(shown)}]"
    if len(shown) == 1:
        if width(flat) <= WIDTH:
            return f"{flat}\n"
        return f"{name} = Literal[\n    {shown[0]}\n]\n"
    pieces = tuple(Piece(value=value) for value in shown)
    call = Call(opening="Literal[", pieces=pieces, closing="]")
    return f"{name} = {render(call, 0, generous(name) + 3, 0)}\n"


def _alias_definition(name: str, union: tuple[str, ...]) -> str:
    text = " | ".join(union)
    if width(f"{name} = {text}") <= WIDTH:
        return f"{name} = {text}\n"
    if len(union) == 1 and text.startswith(_MAP):
        return f"{name} = {_MAP}[\n    str, {text.removeprefix(f'{_MAP}[str, ')[:-1]}\n]\n"
    if width(text) + 4 > WIDTH:
        text = "\n    | ".join(union)
    return f"{name} = (\n    {text}\n)\n"


def _about(record: Record) -> str:
    entries = [Entry(name=field.wire, text=field.doc) for field in record.fields if field.doc]
    text = record.description or f"The keys of {record.name}."
    if 4 + 6 + width(text) <= WIDTH:
        return docstring(text, (), "Attributes", entries, indent=4)
    summary = f"The keys of {record.name}."
    return docstring(summary, (text,), "Attributes", entries, indent=4)


def _names_in(text: str) -> Iterator[str]:
    word = "".join(c if c.isidentifier() or c.isdigit() else " " for c in text)
    return iter(word.split())


def _fits_in_a_class(key: str) -> bool:
    return key.isidentifier() and not keyword.iskeyword(key) and not key.startswith("__")


def _is_odd(key: str) -> bool:
    return _fits_in_a_class(key) and unicodedata.normalize("NFKC", key) != key
