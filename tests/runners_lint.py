"""Runs the lint rules on the `yaml` blocks of rule pages."""

from collections.abc import Iterator, Mapping
from datetime import date

import cases

from tracking_plan.lint.run import all_rules
from tracking_plan.lint.subject import Subject
from tracking_plan.plan.load import load_text
from tracking_plan.rule import judge
from tracking_plan.triage.gathered import gathered

TODAY = date(2026, 1, 1)


def lint(text: str, _plan: str) -> Iterator[cases.LineCode]:
    """What the loader and every lint rule, opt-in ones too, say of a plan."""
    loaded = load_text(text)
    yield from cases.line_codes(loaded.findings)
    if loaded.plan is not None:
        subject = Subject(loaded.plan, today=TODAY)
        yield from cases.line_codes(gathered(judge(all_rules(), subject)))


RUNNERS: Mapping[str, cases.Runner] = {"yaml": lint}
