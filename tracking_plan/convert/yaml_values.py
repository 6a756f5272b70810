"""Plain data as YAML: on one line, or as lines of a block."""

import json
import re
from collections.abc import Iterator, Mapping

from tracking_plan.names.phrases import plain_exponent
from tracking_plan.place import Json
from tracking_plan.plan.text.nodes import core_value
from tracking_plan.plan.version import Version

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+-]+)*!?")
_OLD_BOOLEANS = frozenset(("y", "n", "yes", "no", "on", "off"))  # other readers' YAML 1.1
_NESTED = frozenset(("properties",))  # what reads better with a line for each key


def flow(value: Json, *, as_json: bool = False) -> str:
    """The value on one line, in YAML or in JSON, whatever characters its texts hold."""
    if as_json:
        return "".join(_yaml_escaped(c) for c in json.dumps(value, ensure_ascii=False))
    if isinstance(value, dict):
        members = (f"{_key(name)}: {flow(one)}" for name, one in value.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return _text(value) if isinstance(value, str) else plain_exponent(json.dumps(value))


def block(mapping: Mapping[str, Json], indent: int, step: int) -> Iterator[str]:
    """The lines of a mapping, from a column on; what fits on one line stands on one."""
    for name, value in mapping.items():
        start = f"{' ' * indent}{_key(name)}:"
        line = f"{start} {flow(value)}"
        is_long = len(line) > _WIDTH or name in _NESTED
        if isinstance(value, dict) and value and is_long:
            yield start
            yield from block(value, indent + step, step)
        else:
            yield line


def version_text(version: Version, quote: str = "") -> str:
    """A version as it is written: quoted where editors would read `2.10` as 2.1."""
    if not quote and version.minor and version.minor % 10 == 0:
        quote = "'"
    return f"{quote}{version}{quote}"


def _key(name: str) -> str:
    """A key: versions and names such as `404` are their text, and need no quotes."""
    return name if _VERSION.fullmatch(name) else _text(name)


_VERSION = re.compile(r"[0-9]+\.(?:0|[0-9]*[1-9])")


def _text(value: str) -> str:
    """The scalar that is this text: plain where that is surely the text, else quoted."""
    is_word = _PLAIN.fullmatch(value) and value.lower() not in _OLD_BOOLEANS
    if is_word and isinstance(core_value(value), str):
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return flow(value, as_json=True)


def _yaml_escaped(character: str) -> str:
    return character if character.isprintable() else f"\\U{ord(character):08x}"
