"""Phrases for messages: counts with their nouns, values as a plan writes them."""

import json
import re
from collections.abc import Mapping


def plural(count: int, thing: str, things: str | None = None) -> str:
    """`1 error`, `2 errors`; `things` is a plural that does not end in a mere s."""
    return f"{count} {thing}" if count == 1 else f"{count} {things or f'{thing}s'}"


def quoted(text: str) -> str:
    """A text in YAML's single quotes: backslashes stay as they are, and quotes are doubled.

    Characters that act or hide stay, too: it is reports that escape them, whatever is quoted.
    """
    return "'{}'".format(text.replace("'", "''"))


def literal(value: object) -> str:
    """A value as a plan writes it: text in quotes, and `true`, `null` and `1000` as in JSON."""
    return quoted(value) if isinstance(value, str) else json_text(value)


def json_text(value: object) -> str:
    """A value in JSON, with `1000` for a whole number that came as `1e3` or `1000.0`.

    Exponents are as people write them: `1e16`, not `1e+16`, and `1e-7`, not `1e-07`.
    """
    if isinstance(value, float):
        return plain_exponent(json.dumps(whole(value)))
    if isinstance(value, Mapping):
        entries = (f"{json_text(str(key))}: {json_text(inner)}" for key, inner in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(json_text, value))}]"
    return json.dumps(value, ensure_ascii=False, default=str)


def plain_exponent(number: str) -> str:
    """A number's text with its exponent as people write it: `1e16`, for `1e+16`."""
    return _EXPONENT.sub(lambda found: f"e{found[1].removeprefix('+')}{found[2]}", number)


def whole(value: object) -> object:
    """A value in which `1000` stands for each whole number that came as `1e3` or `1000.0`."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, Mapping):
        return {name: whole(inner) for name, inner in value.items()}
    return list(map(whole, value)) if isinstance(value, list | tuple) else value


_EXPONENT = re.compile(r"e([+-])0*(\d+)")
_EXACT = 1e16  # from here on, digits would be shown that a double does not know
