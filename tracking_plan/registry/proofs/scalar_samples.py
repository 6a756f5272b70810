"""Texts and numbers that a shape allows: plain ones, and those near the limits of two shapes."""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import islice
from random import Random
from typing import TypeGuard

from tracking_plan.registry.proofs.format_bounds import FORMAT_TEXTS
from tracking_plan.registry.proofs.pattern_samples import pattern_texts
from tracking_plan.registry.shapes.pattern_keys import key_with
from tracking_plan.registry.shapes.shape import Shape

_LONGEST = 100_000  # characters of a text
_MOST = 5_000  # items of an array, keys of an object
_MOST_DEMANDED = 50_000  # of those that there have to be
_LONGEST_DRAWN = 500  # characters that a text of a pattern is drawn with
_COUNTED = 200  # characters up to which an automaton counts
_PLAIN = ("a", "", "b", "1", "A", "a b", "é", "-", "\n", "abc")
_OTHER = ("a@b", "0", "_", " ", "a.b", "😀", "A1", "aaaaaaaaaaaaaaaaaaaa")
_LETTERS = "aabcAB01 _-.@:/é😀\n"
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_NUMBERS = (1, 0, -1, 2, 3, 10, 100)
_FRACTIONS = (0.5, 1.5, -0.5, 0.1)
_LARGEST = 1.7976931348623157e308
_HUGE = (2**53 + 1, -(2**63) - 1, 1e300, -1e300)

_OF_TEXTS = frozenset(("minLength", "maxLength"))
_OF_NUMBERS = frozenset(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"))


def is_within(shape: Shape, number: float) -> bool:
    """Whether a number keeps the bounds of a shape."""
    low, high = shape.limits.get("minimum"), shape.limits.get("maximum")
    above, below = shape.limits.get("exclusiveMinimum"), shape.limits.get("exclusiveMaximum")
    return not (
        (low is not None and number < low)
        or (high is not None and number > high)
        or (above is not None and number <= above)
        or (below is not None and number >= below)
    )


def limit_test(shape: Shape) -> Callable[[object], bool] | None:
    """What tells whether a value keeps the limits, at a tenth of what an engine costs.

    None: they are not those of texts alone, nor of numbers alone.
    """
    limits = shape.limits
    if limits.keys() <= _OF_NUMBERS:
        return lambda value: not is_number(value) or is_within(shape, value)
    if limits.keys() <= _OF_TEXTS:
        low, high = limits.get("minLength", 0), limits.get("maxLength", math.inf)
        return lambda value: not isinstance(value, str) or low <= len(value) <= high
    return None


def number_edges(shape: Shape, other: Shape) -> Iterator[int | float]:
    """Numbers for a shape that lie where `other` ends, or are plain; the plainest first."""
    has_one = "multipleOf" not in shape.limits and is_within(shape, 1)
    if has_one:
        yield 1  # the plainest of all, before the work for the others
    marks = [one.limits[each] for one in (shape, other) for each in _BOUNDS if each in one.limits]
    step = other.limits.get("multipleOf")
    found: list[int | float] = [*_NUMBERS, *_FRACTIONS, *_HUGE]
    for mark in marks:
        found += [mark, mark - 1, mark + 1]
        found += [
            _number(Fraction(repr(mark)) + each) for each in (Fraction(1, 2), Fraction(-1, 2))
        ]
        if _is_finite(mark):
            found += [math.nextafter(mark, math.inf), math.nextafter(mark, -math.inf)]
    if step:
        found += [step, _number(Fraction(repr(step)) / 2), step + 1]
    found += [each for each in (other.values or ()) if is_number(each)]
    kept = (one for one in _kept(shape, found) if not (has_one and one == 1))
    yield from sorted(kept, key=lambda one: (len(repr(one)), one != 1, abs(one), one < 0))


def _is_finite(number: float) -> bool:
    """Whether a number is one, and no larger than those that programs take."""
    return abs(number) <= _LARGEST


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether a value is a number; `true` is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kept(shape: Shape, numbers: list[int | float]) -> Iterator[int | float]:
    """The numbers, moved to what the shape allows, once each."""
    seen: set[int | float] = set()
    factor = shape.limits.get("multipleOf")
    is_whole = "number" not in shape.types
    for number in numbers:
        for moved in _multiples(number, factor, is_whole=is_whole):
            if _is_finite(moved) and moved not in seen and is_within(shape, moved):
                seen.add(moved)
                yield moved


def _multiples(number: float, factor: float | None, *, is_whole: bool) -> Iterator[int | float]:
    """The number itself; where only multiples will do, those next to it."""
    if not _is_finite(number):
        return
    if not factor:
        if not is_whole or number == math.floor(number):
            yield int(number) if is_whole else number
        return
    exact = Fraction(repr(factor))
    if is_whole:
        exact = Fraction(exact.numerator)  # a multiple of `3/10` is whole where it is one of 3
    times = math.floor(Fraction(repr(number)) / exact)
    for each in (times, times + 1, times - 1):
        yield _number(each * exact)


def _number(exact: Fraction) -> int | float:
    if exact.denominator == 1:
        return exact.numerator
    try:
        return float(exact)
    except OverflowError:
        return math.inf


def drawn_number(shape: Shape, other: Shape, chance: Random) -> int | float:
    """Some number, of those that a shape allows where it is found at once."""
    edges = [*islice(number_edges(shape, other), 12)]
    if edges and chance.random() < 0.4:
        return chance.choice(edges)
    limits = shape.limits
    low = max(limits.get("minimum", -1000), limits.get("exclusiveMinimum", -1000))
    high = min(limits.get("maximum", low + 2000), limits.get("exclusiveMaximum", low + 2000))
    exact = _kept(shape, [round(low + (high - low) * chance.random(), chance.choice((0, 1, 3)))])
    return next(exact, edges[0] if edges else 0)


def lengths(shape: Shape, other: Shape, least: str, most: str) -> list[int]:
    """Counts that a shape allows, beyond or at the ends of `other`."""
    low, high = int(shape.limits.get(least, 0)), shape.limits.get(most, math.inf)
    marks = {low, int(other.limits.get(least, 0)) - 1, int(other.limits.get(most, -1)) + 1}
    marks |= {int(one.limits[most]) for one in (shape, other) if most in one.limits}
    marks |= {int(other.limits.get(least, 0))}
    enough = _LONGEST if most == "maxLength" else _MOST
    if low <= _MOST_DEMANDED:
        enough = max(enough, low)
    return sorted(mark for mark in marks if low <= mark <= min(high, enough))


def text_edges(shape: Shape, other: Shape, chance: Random) -> Iterator[str]:
    """Texts for a shape that `other` might not allow, or plain ones; the plainest first."""
    yield from _of_kind(shape, other, chance)
    yield from _only_here(shape, other)
    yield from islice((each for each in other.values or () if isinstance(each, str)), 8)
    for one in (shape, other):
        for text in FORMAT_TEXTS.get(one.format or "", ()):
            yield text
            yield from (text + "a", text[:-1], text.upper(), f" {text}", text.replace("2", "9"))
    if other.pattern is not None:
        for text in islice(pattern_texts(other.pattern, chance), 3):
            yield text
            yield from _mistaken(text)
    yield from _OTHER


def _only_here(shape: Shape, other: Shape) -> Iterator[str]:
    """A text that has the shape's pattern, is long enough and has not the other's, if known."""
    if other.pattern is None or other.pattern == shape.pattern:
        return
    least, most = shape.limits.get("minLength", 0), shape.limits.get("maxLength", math.inf)
    if least > _COUNTED or _COUNTED < most < math.inf:
        return
    length = f"^[^]{{{int(least)},{'' if most == math.inf else int(most)}}}$"
    text = key_with([shape.pattern or "", length], [other.pattern])
    if isinstance(text, str):
        yield text


def _of_kind(shape: Shape, other: Shape, chance: Random) -> Iterator[str]:
    """Texts that have the shape's own pattern or format, of each length."""
    counts = lengths(shape, other, "minLength", "maxLength")
    if shape.pattern is None and shape.format is None:
        least, most = shape.limits.get("minLength", 0), shape.limits.get("maxLength", math.inf)
        yield from (text for text in _PLAIN[:2] if least <= len(text) <= most)
        yield from ("a" * count for count in counts)
        yield from (text for text in _PLAIN[2:] if least <= len(text) <= most)
        yield from (("a b 1" * count)[:count] for count in counts)
        return
    yield from FORMAT_TEXTS.get(shape.format or "", ())
    if shape.format is not None:
        yield from (_long(shape.format, count) for count in counts)
    if shape.pattern is not None:
        yield from islice(pattern_texts(shape.pattern, chance), 6)
        for count in counts:
            yield from islice(pattern_texts(shape.pattern, chance, count), 4)
        yield from islice(pattern_texts(shape.pattern, chance), 4)


def _long(name: str, count: int) -> str:
    """A text of a format, as long as it can be made up to `count`."""
    match name:
        case "email":
            return "a" * min(64, max(1, count - 10)) + "@" + _host(max(1, count - 65))
        case "hostname":
            return _host(count)
        case "uri":
            return "a:" + "b" * (count - 2)
        case "date-time":
            return "2024-01-31T12:00:00." + "0" * max(1, count - 21) + "Z"
        case "time":
            return "12:00:00." + "0" * max(1, count - 10) + "Z"
    return FORMAT_TEXTS.get(name, ("",))[-1]


def _host(count: int) -> str:
    text = (("a" * 60 + ".") * (count // 61 + 1))[:count]
    return text[:-1] + "a" if text else "a"


def _mistaken(text: str) -> Iterator[str]:
    """The text with one mistake."""
    yield from (text + "!", "!" + text, text[:-1], text[1:], text + "\n", text.swapcase())
    if len(text) > 1:
        yield f"{text[: len(text) // 2]}!{text[len(text) // 2 + 1 :]}"


def drawn_text(shape: Shape, other: Shape, chance: Random) -> str:
    """Some text, of those that a shape allows where it is found at once."""
    if shape.pattern is not None and chance.random() < 0.7:
        counts = lengths(shape, other, "minLength", "maxLength")
        counts = [count for count in counts if count <= _LONGEST_DRAWN]
        least = chance.choice(counts) if counts else 0
        found = islice(pattern_texts(shape.pattern, chance, least), 8, 40)
        return next(islice(found, chance.randrange(20), None), "")
    if shape.format is not None and chance.random() < 0.8:
        return chance.choice(FORMAT_TEXTS.get(shape.format, ("a",)))
    if chance.random() < 0.5:
        return chance.choice([*islice(text_edges(shape, other, chance), 30)] or [""])
    counts = lengths(shape, other, "minLength", "maxLength")
    count = chance.choice(counts) if counts and chance.random() < 0.5 else chance.randrange(8)
    return "".join(chance.choices(_LETTERS, k=count))
