"""Names that break the plan's convention or, without one, the style of the other names."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tracking_plan.lint.patterns import matcher
from tracking_plan.lint.styles import STYLES, is_cased, prevailing, rewrite
from tracking_plan.names.likeness import fold
from tracking_plan.names.phrases import quoted
from tracking_plan.plan.settings import NameStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A name in another style, the style that is right, and the name written in it.

    `better` is the name in that style; None where its words are unknown. `is_known`: another of the
    names is that one already, or spelled otherwise (`Signed Up` for `signed up`).
    """

    name: str
    style: str
    hint: str
    better: str | None = None
    is_known: bool = False


def misfits(names: Iterable[str], convention: NameStyle | None) -> Iterator[Misfit]:
    """The names that do not fit the convention; without one, those outside the prevailing style."""
    listed = tuple(names)
    if convention and convention.pattern is not None:
        yield from _unmatched(listed, convention.pattern)
        return
    style = STYLES[convention.style] if convention and convention.style else prevailing(listed)
    if style is None:
        return
    wanted = style.wording if convention else f"{style.wording}, as most of the others are"
    right = {fold(name): name for name in reversed(listed) if style.fits(name)}
    for name in listed:
        if is_cased(name) and not style.fits(name):
            known = right.get(fold(name))
            better = known or rewrite(name, style)
            hint = f"write {better!r}" if better else f"write it in {style.wording}"
            yield Misfit(
                name=name, style=wanted, hint=hint, better=better, is_known=known is not None
            )


def fits(names: Iterable[str], convention: NameStyle | None) -> Callable[[str], bool]:
    """Whether a name is none of the `misfits`, which are looked for at the first question."""
    listed = tuple(names)

    @cache
    def unfit() -> frozenset[str]:
        return frozenset(misfit.name for misfit in misfits(listed, convention))

    return lambda name: name not in unfit()


def _unmatched(names: Iterable[str], pattern: str) -> Iterator[Misfit]:
    matches = matcher(pattern)
    hint = "rename it, or widen the pattern in `conventions`"
    for name in names:
        if not matches(name):
            yield Misfit(name=name, style=f"the plan's pattern {quoted(pattern)}", hint=hint)
