"""The cells of Arrow's columns as JSON: exactly, or not at all.

| type | JSON |
|---|---|
| bool, integers, text, enumerations | as they are |
| float, double | the shortest digits that are this number |
| decimal, DuckDB's HUGEINT | a number with all of its digits |
| timestamp | ISO 8601 in UTC, with `Z`; so is one without a zone |
| date, time | `2026-01-31`, `12:00:00.5` |
| uuid | its text |
| JSON | the value that it says |
| binary | base64 |
| list, map | array, object, with null for NULL |
| struct | object, without what is NULL |
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import orjson
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from tracking_plan.payloads.input.rows import Cell, Fragment

_NOT_UTF8 = Fragment(b'"\xff"')  # whoever reads these says what is wrong
_NOT_JSON = Fragment(b"!")
_NOT_FINITE = Fragment(b"NaN")


class UnusableTypeError(Exception):
    """A type of which JSON has no values, and its name."""


def cells_of(array: pa.Array) -> Sequence[Cell]:
    """The values of a column, None for NULL.

    Raises:
        UnusableTypeError: there is no JSON for them.
    """
    kind = array.type
    if isinstance(kind, pa.BaseExtensionType):
        return _of_extension(array)
    for fits, convert in _CONVERSIONS:
        if fits(kind):
            return convert(array)
    raise UnusableTypeError(str(kind))


def text_of(array: pa.Array) -> Sequence[Cell]:
    """The values of a column of the envelope, or of JSON text: bytes are text here.

    Programs of old write texts without saying that they are.
    """
    kind = array.type
    if isinstance(kind, pa.JsonType):
        return _strings(array.storage)
    if types.is_dictionary(kind):
        return text_of(array.dictionary_decode())
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_binary_view(kind):
        return _texts(array)
    return cells_of(array)


def _plain(array: pa.Array) -> Any:
    return array.to_pylist()


def _strings(array: pa.Array) -> Sequence[Cell]:
    try:
        return array.to_pylist()  # type: ignore[no-any-return]
    except UnicodeDecodeError:
        return _texts(array.cast(pa.large_binary()))


def _texts(array: pa.Array) -> Sequence[Cell]:
    return [None if one is None else _text(one) for one in array.to_pylist()]


def _text(raw: bytes) -> Cell:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _NOT_UTF8


def _floats(array: pa.Array) -> Sequence[Cell]:
    values = array.to_pylist()
    if pc.all(pc.is_finite(array), skip_nulls=True).as_py() is not False:
        return values  # type: ignore[no-any-return]
    finite = pc.is_finite(array).to_pylist()
    return [
        one if is_one is not False else _NOT_FINITE
        for one, is_one in zip(values, finite, strict=True)
    ]


def _small_floats(array: pa.Array) -> Sequence[Cell]:
    """Their digits are fewer than those of the double that is the same number."""
    return _floats(array.cast(pa.float32()).cast(pa.string()).cast(pa.float64()))


def _decimals(array: pa.Array) -> Sequence[Cell]:
    return [None if one is None else Fragment(f"{one:f}") for one in array.to_pylist()]


def _moments(array: pa.Array) -> Sequence[Cell]:
    texts = array.view(pa.timestamp(array.type.unit)).cast(pa.string()).to_pylist()
    return [None if one is None else f"{_fraction(one).replace(' ', 'T')}Z" for one in texts]


def _dates(array: pa.Array) -> Sequence[Cell]:
    return array.cast(pa.string()).to_pylist()  # type: ignore[no-any-return]


def _times(array: pa.Array) -> Sequence[Cell]:
    texts = array.cast(pa.string()).to_pylist()
    return [None if one is None else _fraction(one) for one in texts]


def _fraction(text: str) -> str:
    """A time without the zeros that its unit has at the end."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bytes(array: pa.Array) -> Sequence[Cell]:
    return [None if one is None else b64encode(one).decode() for one in array.to_pylist()]


def _lists(array: pa.Array) -> Sequence[Cell]:
    lengths = pc.list_value_length(array).to_pylist()
    items = iter(cells_of(array.flatten()))
    return [None if size is None else [next(items) for _ in range(size)] for size in lengths]


def _structs(array: pa.Array) -> Sequence[Cell]:
    names = [array.type.field(at).name for at in range(array.type.num_fields)]
    if len(set(names)) < len(names):
        raise UnusableTypeError("struct with two fields of one name")
    columns = [cells_of(column) for column in array.flatten()]
    rows = zip(*columns, strict=True) if columns else ((),) * len(array)
    return [
        {name: cell for name, cell in zip(names, row, strict=True) if cell is not None}
        if is_one
        else None
        for row, is_one in zip(rows, array.is_valid().to_pylist(), strict=True)
    ]


def _maps(array: pa.Array) -> Sequence[Cell]:
    ends = array.offsets.to_pylist()
    first, size = ends[0], ends[-1] - ends[0]
    keys = cells_of(array.keys.slice(first, size))
    values = cells_of(array.items.slice(first, size))
    return [
        {_key(keys[at]): values[at] for at in range(start - first, end - first)} if is_one else None
        for start, end, is_one in zip(ends, ends[1:], array.is_valid().to_pylist(), strict=False)
    ]


def _key(cell: Cell) -> str:
    return cell if isinstance(cell, str) else orjson.dumps(cell).decode()


def _of_extension(array: pa.ExtensionArray) -> Sequence[Cell]:
    kind, storage = array.type, array.storage
    if isinstance(kind, pa.JsonType):
        return [None if one is None else _json(one) for one in storage.to_pylist()]
    if isinstance(kind, pa.UuidType):
        return [None if one is None else str(UUID(bytes=one)) for one in storage.to_pylist()]
    if isinstance(kind, pa.OpaqueType) and kind.type_name in _HUGE:
        is_signed = _HUGE[kind.type_name]
        return [
            None if one is None else Fragment(str(int.from_bytes(one, "little", signed=is_signed)))
            for one in storage.to_pylist()
        ]
    name = kind.type_name if isinstance(kind, pa.OpaqueType) else str(kind)
    raise UnusableTypeError(name)


_HUGE: Mapping[str, bool] = {"hugeint": True, "uhugeint": False}  # whether it has a sign


def _json(text: str) -> Cell:
    """A JSON text as a part of another: one that is none must not become its structure."""
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return _NOT_JSON
    return Fragment(text)


def _decoded(array: pa.Array) -> Sequence[Cell]:
    return cells_of(array.dictionary_decode())


def _run_ends(array: pa.Array) -> Sequence[Cell]:
    return cells_of(pc.run_end_decode(array))


def _is_any_list(kind: pa.DataType) -> bool:
    return any(
        fits(kind)
        for fits in (
            types.is_list,
            types.is_large_list,
            types.is_fixed_size_list,
            types.is_list_view,
            types.is_large_list_view,
        )
    )


def _is_any_bytes(kind: pa.DataType) -> bool:
    fits = (
        types.is_binary,
        types.is_large_binary,
        types.is_fixed_size_binary,
        types.is_binary_view,
    )
    return any(one(kind) for one in fits)


def _is_plain(kind: pa.DataType) -> bool:
    return any(one(kind) for one in (types.is_boolean, types.is_integer, types.is_null))


def _is_any_text(kind: pa.DataType) -> bool:
    fits = (types.is_string, types.is_large_string, types.is_string_view)
    return any(one(kind) for one in fits)


_CONVERSIONS: tuple[
    tuple[Callable[[pa.DataType], bool], Callable[[pa.Array], Sequence[Cell]]], ...
] = (
    (_is_plain, _plain),
    (_is_any_text, _strings),
    (types.is_float64, _floats),
    (types.is_floating, _small_floats),
    (types.is_decimal, _decimals),
    (types.is_timestamp, _moments),
    (types.is_date, _dates),
    (types.is_time, _times),
    (types.is_dictionary, _decoded),
    (types.is_run_end_encoded, _run_ends),
    (types.is_map, _maps),
    (_is_any_list, _lists),
    (types.is_struct, _structs),
    (_is_any_bytes, _bytes),
)
