"""JSON as the files of a registry have it: for people and for diffs, a key on a line."""

import hashlib
import json
import re

import orjson

from tracking_plan.place import JsonSchema

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_FORM = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def json_bytes(value: JsonSchema) -> bytes:
    """The value as JSON in UTF-8, keys in their own order."""
    try:
        return orjson.dumps(value, option=_FORM)
    except TypeError:  # a number of more than 64 bits, or half a surrogate pair
        text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False)
    written = _LONE_SURROGATE.sub(lambda one: f"\\u{ord(one[0]):04x}", text)
    return f"{written}\n".encode()


def file_hash(content: bytes) -> str:
    """The SHA-256 of a file, however git writes its line ends."""
    digits = hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()
    return f"sha256:{digits}"
