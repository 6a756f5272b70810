"""JSON as configuration files of JavaScript have it: with comments, and commas at the end."""

import json
import re
from typing import Any

_PIECE = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_LAST_COMMA = re.compile(r'("(?:\\.|[^"\\])*")|,(?=\s*[}\]])', re.DOTALL)


def parsed(content: bytes) -> dict[str, Any]:
    """The object that a file is; empty where it is none, or cannot be read."""
    text = _PIECE.sub(lambda m: m[0] if m[0].startswith('"') else " ", _decoded(content))
    try:
        found = json.loads(_LAST_COMMA.sub(lambda m: m[1] or "", text))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _decoded(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")
