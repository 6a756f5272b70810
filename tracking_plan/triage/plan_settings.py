"""The plan's `findings` section: the choice of rules that it states, and what is wrong with it."""

from collections.abc import Iterator

from tracking_plan.finding import Finding
from tracking_plan.place import Place
from tracking_plan.plan.settings import FindingSettings
from tracking_plan.triage.selection import Layer
from tracking_plan.triage.selectors import ALL, Selectors


def plan_layer(settings: FindingSettings) -> Layer:
    """The choice of rules that the plan states."""
    return Layer(
        select=settings.select,
        extend_select=settings.extend_select,
        ignore=settings.ignore,
        severity=settings.severity,
    )


def selector_findings(settings: FindingSettings, selectors: Selectors) -> Iterator[Finding]:
    """The X findings about the selectors that the plan's `findings` section names."""
    found = (
        *_choosing(settings, selectors),
        *_ignoring(settings, selectors),
        *_severities(settings, selectors),
    )
    return (item for item in found if item is not None)


def _choosing(settings: FindingSettings, selectors: Selectors) -> Iterator[Finding | None]:
    chosen = (("select", settings.select or ()), ("extend_select", settings.extend_select))
    for key, names in chosen:
        for index, selector in enumerate(names):
            yield selectors.check(selector, _place(settings, key, index))


def _ignoring(settings: FindingSettings, selectors: Selectors) -> Iterator[Finding | None]:
    for index, selector in enumerate(settings.ignore):
        yield selectors.check_silencing(selector, _place(settings, "ignore", index))


def _severities(settings: FindingSettings, selectors: Selectors) -> Iterator[Finding | None]:
    for selector, word in settings.severity.items():
        at = settings.origin.key("severity", selector) if settings.origin else None
        if word == "off":
            yield selectors.check_silencing(selector, at)
        elif selector != ALL:
            yield selectors.check(selector, at)


def _place(settings: FindingSettings, *route: str | int) -> Place | None:
    return settings.origin.at(*route) if settings.origin else None
