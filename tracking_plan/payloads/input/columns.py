"""Which columns of a table make a payload, by their names; a table that has them not is refused."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracking_plan.altertable.envelope import FIELDS_OF, Kind
from tracking_plan.payloads.input.record import ParseError, ParseErrorKind

PROPERTIES = "properties"
_FIELDS = FIELDS_OF[Kind.TRACK] - {PROPERTIES}
_BELOW = f"{PROPERTIES}."
_NEEDED = "select at least: event, properties, timestamp, distinct_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Where a table has what a payload is made of: the index of each column, and its name there.

    `fields` are those beside the properties. `properties` is the column that has all of them; None
    where each has a column of its own, in `flat`.
    """

    fields: tuple[tuple[str, int], ...]
    properties: int | None
    flat: tuple[tuple[str, int], ...] = ()

    @property
    def used(self) -> tuple[int, ...]:
        """The indices of all columns that a payload is made of, in the table's order."""
        own = () if self.properties is None else (self.properties,)
        return tuple(sorted({*own, *(at for _, at in (*self.fields, *self.flat))}))

    def without_others(self) -> "Columns":
        """The same for a table that has only the columns in use."""
        index = {at: new for new, at in enumerate(self.used)}
        return Columns(
            fields=tuple((name, index[at]) for name, at in self.fields),
            properties=None if self.properties is None else index[self.properties],
            flat=tuple((name, index[at]) for name, at in self.flat),
        )


def columns_of(names: Sequence[str], *, has_types: bool = True) -> Columns | ParseError:
    """The columns of a table with these names, or why it cannot be read.

    A name counts whatever its case, and without the table's name before it. `has_types`: a cell
    says whether it is a number or a text, so that properties may have columns of their own.
    """
    plain = _without_table(names)
    known = frozenset((*_FIELDS, PROPERTIES))
    found: dict[str, int] = {}
    for field in sorted(known):
        at = _indices(plain, field)
        if len(at) > 1:
            return _unusable(f"more than one column {field!r}", names, "keep one of them")
        if at:
            found[field] = at[0]
    flat = tuple(_flat(plain))
    if "event" not in found:
        return _unusable("no column 'event'", names, _NEEDED)
    if problem := _ambiguity(found, flat, names, has_types=has_types):
        return problem
    fields = ["event", *sorted(found.keys() - {"event", PROPERTIES})]
    return Columns(
        fields=tuple((name, found[name]) for name in fields),
        properties=found.get(PROPERTIES),
        flat=flat,
    )


def _indices(names: Sequence[str], field: str) -> list[int]:
    """Where a field is; spelled in just that way, if any of several is."""
    exact = [at for at, name in enumerate(names) if name == field]
    return exact or [at for at, name in enumerate(names) if name.casefold() == field]


def _flat(names: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The properties with columns of their own: `properties.plan`."""
    for at, name in enumerate(names):
        if name[: len(_BELOW)].casefold() == _BELOW and len(name) > len(_BELOW):
            yield name[len(_BELOW) :], at


def _ambiguity(
    found: dict[str, int],
    flat: tuple[tuple[str, int], ...],
    names: Sequence[str],
    *,
    has_types: bool,
) -> ParseError | None:
    """Why the properties of the table could be read in more ways than one, or in none."""
    if PROPERTIES not in found and not flat:
        return _unusable("no column 'properties'", names, _NEEDED)
    if PROPERTIES in found and flat:
        hint = "keep the column 'properties', or the columns below it"
        return _unusable("a column 'properties', and others below it", names, hint)
    if flat and not has_types:
        hint = "export `properties` as one column of JSON, or as Parquet: CSV has no types"
        return _unusable("properties in columns of their own", names, hint)
    if any("." in name for name, _ in flat):
        hint = "export `properties` as one column: a name with a dot may be a path or a name"
        return _unusable("columns below columns", names, hint)
    if len({name for name, _ in flat}) < len(flat):
        return _unusable("more than one column for a property", names, "keep one of them")
    return None


def _without_table(names: Sequence[str]) -> Sequence[str]:
    """The names without that of their table (`events.event`), if all of them have the same."""
    tables = {name.partition(".")[0].casefold() if "." in name else "" for name in names}
    if len(tables) != 1 or tables & {"", PROPERTIES}:
        return names
    return [name.partition(".")[2] for name in names]


def _unusable(what: str, names: Sequence[str], hint: str) -> ParseError:
    return ParseError(
        kind=ParseErrorKind.UNUSABLE_TABLE, detail=what, names=tuple(names), hint=hint
    )
