"""How an input is read: how long a line may be, how strictly JSON is taken, and what it has."""

from dataclasses import dataclass

from tracking_plan.payloads.input.shape import Shape

DEFAULT_MAX_LINE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """`max_line` in bytes; `strict` reports duplicate keys and imprecise integers, more slowly.

    `shape` is the one of all payloads; None: each shows its own.
    """

    max_line: int = DEFAULT_MAX_LINE
    strict: bool = False
    shape: Shape | None = None

    @property
    def max_values(self) -> int:
        """How many values a line or a payload may have, so that memory stays in proportion."""
        return max(self.max_line // _BYTES_PER_VALUE, _ALWAYS)

    @property
    def max_items(self) -> int:
        """How many payloads may stand on a line."""
        return max(self.max_line // _BYTES_PER_ITEM, _ALWAYS)


_BYTES_PER_VALUE, _BYTES_PER_ITEM = 32, 160
_ALWAYS = 1000
