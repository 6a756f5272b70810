"""Runs the rules about changes on the `yml` blocks of rule pages, later plans than the `yaml`."""

from collections.abc import Iterator, Mapping
from datetime import date

import cases

from tracking_plan.place import Place
from tracking_plan.plan.load import load_text
from tracking_plan.plan.settings import Compatibility
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.findings import findings
from tracking_plan.registry.planned import planned
from tracking_plan.triage.gathered import gathered

TODAY = date(2026, 1, 1)


def changed(text: str, earlier: str) -> Iterator[cases.LineCode]:
    """What is found in the step from the earlier plan to the later one, with F findings of both."""
    old, new = load_text(earlier), load_text(text)
    yield from cases.line_codes((*old.findings, *new.findings))
    if old.plan is not None and new.plan is not None:
        each = tuple(compare(planned(old.plan), planned(new.plan), TODAY, Compatibility.ALL))
        root = Place(path=new.plan.path, span=new.plan.origin.place.span)
        yield from cases.line_codes(gathered(findings(each, root)))


RUNNERS: Mapping[str, cases.Runner] = {"yml": changed}
