"""How an input is read: how long a line may be, and how strictly JSON is taken."""

from dataclasses import dataclass

DEFAULT_MAX_LINE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`max_line` in bytes; `strict` reports duplicate keys and imprecise integers, more slowly."""

    max_line: int = DEFAULT_MAX_LINE
    strict: bool = False
