"""JSON text for people and parsers: outer levels in lines, inner ones compact, fast to write."""

import json
import math
from collections.abc import Mapping

from tracking_plan.place import Json
from tracking_plan.report.escape import safe_json


def dump(value: Json, depth: int) -> str:
    """The value in strict ASCII JSON; `depth` outer levels are broken into indented lines.

    What no JSON parser reads alike is replaced: lone surrogates by `?`, NaN and Infinity by null.
    What a log would take for a command is escaped.
    """
    return safe_json(_lines(value, depth, "")) + "\n"


def _lines(value: Json, depth: int, indent: str) -> str:
    if depth and isinstance(value, (dict, list)) and value:
        inner = indent + "  "
        if isinstance(value, dict):
            items = value.items()
            members = [f"{_compact(key)}: {_lines(item, depth - 1, inner)}" for key, item in items]
        else:
            members = [_lines(item, depth - 1, inner) for item in value]
        start, end = "{}" if isinstance(value, dict) else "[]"
        return f"{start}\n{inner}" + f",\n{inner}".join(members) + f"\n{indent}{end}"
    return _compact(value)


def _compact(value: Json) -> str:
    try:
        text = json.dumps(value, allow_nan=False)
    except ValueError:
        return json.dumps(_plain(value))
    # Escapes of surrogates are pairs or, rarely, lone: only the slow way tells them apart.
    return json.dumps(_plain(value)) if "\\ud" in text else text


def _plain(value: object) -> Json:
    """The value without lone surrogates, NaN and Infinity."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(_plain(str(key))): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, int):
        return value
    raise TypeError(f"a {type(value).__name__} is not plain data")
