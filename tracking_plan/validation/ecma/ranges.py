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


def beside_surrogates(ranges: Ranges) -> Ranges:
    """The same characters in ranges that neither begin nor end at half a surrogate pair.

    One range may go over them: Rust's `regex` negates a class wrongly that has both neighbours in
    ranges of their own.
    """
    first, last = SURROGATES
    found: list[tuple[int, int]] = []
    for low, high in merged((*ranges, SURROGATES)):
        above = last + 1 if first <= low <= last else low
        below = first - 1 if first <= high <= last else high
        found += [(above, below)] if above <= below else []
    return tuple(found)
