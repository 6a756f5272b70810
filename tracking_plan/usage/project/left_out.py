"""Why code that is there is not looked at: what leaves it out, and what of it is not read."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracking_plan.globs import matcher
from tracking_plan.usage.languages.language import Languages, has_ending

_MOST = 3  # names of a kind that are shown


class LeftOut(NamedTuple):
    """The patterns of `usage.exclude` that leave code out, by number, and all reasons in words."""

    patterns: tuple[int, ...]
    reasons: tuple[str, ...]


def left_out(
    names: Iterable[str], exclude: Sequence[str], outputs: Iterable[str], languages: Languages
) -> LeftOut:
    """Why none of the files of code of these names is looked at, by what the plan says of code."""
    known = tuple(names)
    excluding = tuple(n for n, one in enumerate(exclude) if _matching((one,), known))
    known = _others(exclude, known)
    writing = [one for one in outputs if _matching((one,), known)]
    known = _others(writing, known)
    endings = {one[one.rfind(".") :] for one in known if _is_foreign(one, languages)}
    reasons = []
    if excluding:
        shown = _listed(repr(exclude[number]) for number in excluding)
        reasons.append(f"is left out by {shown} in `usage.exclude`")
    if writing:
        reasons.append(f"is what `generate` writes to {_listed(map(repr, writing))}")
    if endings:
        reasons.append(f"is in a language that is not read yet ({_listed(sorted(endings))})")
    if any(not _is_foreign(one, languages) for one in known):
        reasons.append("is a link, or is not there any more")
    return LeftOut(excluding, tuple(reasons))


def _matching(patterns: Iterable[str], names: Iterable[str]) -> bool:
    return any(map(matcher(patterns, below=True), names))


def _others(patterns: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    is_match = matcher(patterns, below=True)
    return tuple(name for name in names if not is_match(name))


def _is_foreign(name: str, languages: Languages) -> bool:
    return has_ending(name) and languages.of_file(name) is None


def _listed(names: Iterable[str]) -> str:
    """The first few names: `'a', 'b', 'c' and 2 more`."""
    every = list(names)
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return ", ".join(every[:_MOST]) + more
