"""Selectors that mean no rule: wrong usage on the command line, a finding in the plan."""

from collections.abc import Iterable, Iterator

import click

from tracking_plan.finding import Finding
from tracking_plan.place import Place
from tracking_plan.plan.event_names import nearest
from tracking_plan.plan.settings import FindingSettings
from tracking_plan.rule import finding
from tracking_plan.triage.codes import UNKNOWN_CODE, UNSUPPRESSIBLE_CODE
from tracking_plan.triage.rule_index import all_codes
from tracking_plan.triage.rule_index import meant as known
from tracking_plan.triage.selection import ALL
from tracking_plan.triage.triage import Catalog, is_unsuppressible, unknown, unsuppressible


def check_selectors(
    select: Iterable[str],
    extend_select: Iterable[str],
    ignore: Iterable[str],
    meant: Catalog = known,
) -> None:
    """Refuses selectors of the command line that mean no rule.

    Raises:
        click.UsageError: one means none, or would silence an F code.
    """
    for selector in (*select, *extend_select):
        if not meant(selector):
            _refuse_unknown(selector)
    for selector in ignore:
        codes = meant(selector)
        if not codes:
            _refuse_unknown(selector)
        if is_unsuppressible(selector, codes):
            problem = unsuppressible(selector, None)
            raise click.UsageError(f"{problem.message}; {problem.hint}")


def _refuse_unknown(selector: str) -> None:
    problem = unknown(selector, None, near_selector(selector))
    raise click.UsageError(f"{problem.message}; {problem.hint}")


def near_selector(selector: str) -> str | None:
    """What was meant by a selector that means nothing: another case, or a rule's name."""
    if known(selector.upper()):
        return selector.upper()
    return nearest(selector, (code.name for code in all_codes()))


def settings_findings(settings: FindingSettings, meant: Catalog = known) -> Iterator[Finding]:
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


def _silencing(selector: str, at: Place | None, meant: Catalog) -> Iterator[Finding]:
    codes = meant(selector)
    if not codes:
        yield _unknown(selector, at)
    elif is_unsuppressible(selector, codes):
        yield finding(UNSUPPRESSIBLE_CODE, unsuppressible(selector, at))


def _unknown(selector: str, at: Place | None) -> Finding:
    return finding(UNKNOWN_CODE, unknown(selector, at, near_selector(selector)))


def _at(settings: FindingSettings, *route: str | int) -> Place | None:
    return settings.origin.at(*route) if settings.origin else None
