"""Runs the usage rules on the code blocks of rule pages."""

import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import cases

from tracking_plan.codegen.helpers import helper_names
from tracking_plan.plan.load import load_text
from tracking_plan.plan.model import Plan
from tracking_plan.rule import judge
from tracking_plan.usage.languages.table import LANGUAGES
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.run import all_rules
from tracking_plan.usage.scan import scan_project, scan_text
from tracking_plan.usage.subject import Subject

TODAY = date(2026, 1, 1)
_NUL = "\u2400"  # in a page, the sign for a character that Markdown cannot hold


def usage(text: str, plan: str, *, ending: str) -> Iterator[cases.LineCode]:
    """What every usage rule says of a block; findings in the plan stand at the first line."""
    loaded = load_text(plan)
    yield from cases.line_codes(loaded.findings)
    assert loaded.plan is not None
    content = text.replace(_NUL, "\0").encode()
    name = f"block{ending}"
    helpers = _helpers(loaded.plan)
    used = frozenset({"altertable"})
    scan = scan_text(content, name, plan=loaded.plan, helpers=helpers, sdks_in_use=used)
    for finding in judge(all_rules(), Subject(loaded.plan, scan, today=TODAY, helpers=helpers)):
        at = finding.problem.at
        span = at.span if at and at.path == name else None
        yield span.line if span else 1, finding.code.id


def _helpers(plan: Plan) -> Helpers:
    """The functions that the plan generates."""
    by_name = {
        (language, name): helper
        for target in plan.generate
        for name, helper in helper_names(plan, target).items()
        for language in helper.callers
    }
    packages = frozenset(PurePosixPath(target.output).stem for target in plan.generate)
    return Helpers(by_name=by_name, packages=packages)


def project(text: str, plan: str) -> Iterator[cases.LineCode]:
    """What every usage rule says of a folder that a script has made, at its first line."""
    loaded = load_text(plan)
    yield from cases.line_codes(loaded.findings)
    assert loaded.plan is not None
    with TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["sh", "-ec", text], cwd=folder, check=True)
        scan = scan_project(folder, cwd=folder, plan=loaded.plan)
    for finding in judge(all_rules(), Subject(loaded.plan, scan, today=TODAY)):
        yield 1, finding.code.id


_ENDINGS = {
    **{ending[1:]: ending for language in LANGUAGES for ending in language.dialects},
    **{language.name: next(iter(language.dialects)) for language in LANGUAGES},
}
RUNNERS: Mapping[str, cases.Runner] = {
    **{language: partial(usage, ending=ending) for language, ending in _ENDINGS.items()},
    "sh": project,
}
