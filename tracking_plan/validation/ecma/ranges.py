"""Sets of characters, as ranges of their code points."""

Ranges = tuple[tuple[int, int], ...]

LAST = 0x10FFFF
ALL: Ranges = ((0, LAST),)
SURROGATES = (0xD800, 0xDFFF)  # no text that is Unicode has them


def merged(ranges: Ranges) -> Ranges:
    """The same characters in as few ranges as possible, sorted."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """All other characters."""
    found, start = [], 0
    for low, high in merged(ranges):
        if start < low:
            found.append((start, low - 1))
        start = high + 1
    return (*found, *(((start, LAST),) if start <= LAST else ()))


def overlap(one: Ranges, other: Ranges) -> bool:
    """Whether some character is in both."""
    return any(a <= d and c <= b for a, b in one for c, d in other)


def without_surrogates(ranges: Ranges) -> Ranges:
    """The same characters without halves of surrogate pairs."""
    first, last = SURROGATES
    found: list[tuple[int, int]] = []
    for low, high in ranges:
        found += [(low, min(high, first - 1))] if low < first else []
        found += [(max(low, last + 1), high)] if high > last else []
    return tuple(found)
