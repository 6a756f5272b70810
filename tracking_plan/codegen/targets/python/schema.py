"""What is checked at run time, as the constructor calls of the runtime's schema."""

from collections.abc import Iterable, Iterator

from tracking_plan.codegen.model import Check, HelperMethod
from tracking_plan.codegen.targets.python.patterns import python_pattern
from tracking_plan.codegen.targets.python.text import Call, Piece, literal, render
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.plan.model import Type


def event_schema(one: HelperMethod) -> str:
    """The schema of an event version, as the right side of an assignment."""
    pieces = [
        Piece(lead="name=", value=literal(one.event)),
        Piece(lead="shape=", value=_shape(one.check)),
    ]
    if one.sends_version:
        pieces.append(Piece(lead="version=", value=literal(one.version)))
    common = [Piece(value=literal(p.wire)) for p in one.parameters if p.is_common]
    if common:
        pieces.append(
            Piece(lead="common=", value=Call(opening="[", pieces=tuple(common), closing="]"))
        )
    return _exploded("EventSchema(", pieces)


def shape(check: Check) -> str:
    """The shape of an object, as the right side of an assignment."""
    return _exploded("Shape(", list(_shape(check).pieces))


def names(constant: str, listed: Iterable[str]) -> str:
    """A list of names, as the right side of an assignment to the constant."""
    pieces = tuple(Piece(value=literal(name)) for name in listed)
    return render(Call(opening="[", pieces=pieces, closing="]"), 0, len(constant) + 3, 0)


def unchecked_patterns(check: Check, path: str) -> Iterator[str]:
    """The paths of properties whose pattern the helpers leave to the validator."""
    if check.pattern is not None and python_pattern(check.pattern) is None:
        yield path
    if check.items is not None:
        yield from unchecked_patterns(check.items, items_of(path))
    for name, one in (check.properties or {}).items():
        yield from unchecked_patterns(one, below(path, name))
    if check.others is not None:
        yield from unchecked_patterns(check.others, values_of(path))


def _exploded(opening: str, pieces: list[Piece]) -> str:
    lines = (
        f"    {piece.lead}{render(piece.value, 4, 4 + len(piece.lead))},\n" for piece in pieces
    )
    return f"{opening}\n{''.join(lines)})"


def _shape(check: Check) -> Call:
    fields = tuple(
        Piece(lead=f"{literal(name)}: ", value=_field(one))
        for name, one in sorted((check.properties or {}).items())
    )
    pieces = [Piece(lead="fields=", value=Call(opening="{", pieces=fields, closing="}"))]
    if check.is_open:
        pieces.append(Piece(lead="is_open=", value="True"))
    if check.others is not None:
        pieces.append(Piece(lead="others=", value=_field(check.others)))
    return Call(opening="Shape(", pieces=tuple(pieces))


def _field(check: Check) -> Call:
    return Call(opening="Field(", pieces=tuple(_field_pieces(check)))


def _field_pieces(check: Check) -> Iterator[Piece]:
    yield Piece(value=literal(check.type.value))
    flags = (("required", check.is_required), ("nullable", check.is_nullable))
    for name, is_set in (*flags, ("retired", check.is_retired)):
        if is_set:
            yield Piece(lead=f"{name}=", value="True")
    if check.enum is not None:
        values = tuple(Piece(value=literal(value)) for value in check.enum)
        yield Piece(lead="enum=", value=Call(opening="[", pieces=values, closing="]"))
    if check.format is not None:
        yield Piece(lead="format=", value=literal(check.format))
    pattern = None if check.pattern is None else python_pattern(check.pattern)
    if pattern is not None:
        yield Piece(lead="pattern=", value=literal(pattern))
    for name, limit in sorted(check.limits.items()):
        yield Piece(lead=f"{name}=", value=literal(limit))
    if check.items is not None:
        yield Piece(lead="items=", value=_field(check.items))
    is_described = check.properties is not None or check.others is not None
    if check.type in (Type.OBJECT, Type.ANY) and is_described:
        yield Piece(lead="shape=", value=_shape(check))
    if check.pii is not None:
        yield Piece(lead="pii=", value=literal(check.pii.value))
