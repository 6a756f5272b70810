"""Selectors: which codes a text like `U2` or `unknown-event` means."""

from collections.abc import Iterable, Iterator

from tracking_plan.families import family_of
from tracking_plan.finding import Code, Finding
from tracking_plan.names.likeness import nearest
from tracking_plan.place import Place
from tracking_plan.plan.settings import FindingSettings
from tracking_plan.rule import Problem, finding
from tracking_plan.triage.codes import (
    UNKNOWN_CODE,
    UNSUPPRESSIBLE_CODE,
)
from tracking_plan.triage.rule_index import all_codes
from tracking_plan.triage.rule_index import meant as known
from tracking_plan.triage.selection import ALL, CodesMeant, is_prefix
from tracking_plan.triage.settings import RULES_ARE_LISTED


def is_unsuppressible(selector: str, meant: Iterable[Code]) -> bool:
    """Whether the selector, which means these codes, would silence F codes and no others."""
    if is_prefix(selector):
        return not family_of(selector).suppressible
    found = [family_of(code.id).suppressible for code in meant]
    return bool(found) and not any(found)


def unknown(selector: str, at: Place | None, near: str | None = None) -> Problem:
    """The problem of a selector that means no code."""
    return Problem(
        message=f"no rule is called {selector!r}",
        at=at,
        hint=f"did you mean {near!r}?" if near else RULES_ARE_LISTED,
    )


def unsuppressible(selector: str, at: Place | None) -> Problem:
    """The problem of a selector that would silence an F code."""
    return Problem(
        message=f"{selector!r} cannot be silenced: F findings say what could not be read",
        at=at,
        hint="correct the file instead",
    )


def near_selector(selector: str) -> str | None:
    """What was meant by a selector that means nothing: another case, or a rule's name."""
    if known(selector.upper()):
        return selector.upper()
    return nearest(selector, (code.name for code in all_codes()))


def settings_findings(settings: FindingSettings, meant: CodesMeant = known) -> Iterator[Finding]:
    """The X findings about the selectors in the plan's `findings`."""
    chosen = (("select", settings.select or ()), ("extend_select", settings.extend_select))
    for key, selectors in chosen:
        for index, selector in enumerate(selectors):
            if not meant(selector):
                yield _unknown(selector, _at(settings, key, index))
    for index, selector in enumerate(settings.ignore):
        yield from _silencing(selector, _at(settings, "ignore", index), meant)
    for selector, word in settings.severity.items():
        at = settings.origin.key("severity", selector) if settings.origin else None
        if word == "off":
            yield from _silencing(selector, at, meant)
        elif selector != ALL and not meant(selector):
            yield _unknown(selector, at)


def _silencing(selector: str, at: Place | None, meant: CodesMeant) -> Iterator[Finding]:
    codes = meant(selector)
    if not codes:
        yield _unknown(selector, at)
    elif is_unsuppressible(selector, codes):
        yield finding(UNSUPPRESSIBLE_CODE, unsuppressible(selector, at))


def _unknown(selector: str, at: Place | None) -> Finding:
    return finding(UNKNOWN_CODE, unknown(selector, at, near_selector(selector)))


def _at(settings: FindingSettings, *route: str | int) -> Place | None:
    return settings.origin.at(*route) if settings.origin else None
