"""Fingerprints: they recognise a finding in the next run, on whatever line it is then."""

import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.place import shown_path

PathNorm = Callable[[str], str]  # a path as findings name it -> the same below the plan's folder


def path_norm(*, cwd: Path, base: Path) -> PathNorm:
    """Turns paths as seen from `cwd` into the same ones as seen from `base`."""

    @cache
    def norm(path: str) -> str:
        return shown_path(Path(os.path.normpath(cwd / path)), base)

    return norm


def fingerprint(finding: Finding, norm: PathNorm) -> str:
    """A digest of what identifies the finding: rule, event, property, and the file for code.

    A finding about the plan that names neither event nor property is known by its message.
    """
    problem = finding.problem
    about = [problem.event, problem.property, _code_path(finding, norm)]
    identity = [finding.code.id, *about]
    if not any(item is not None for item in about):
        identity.append(problem.message)
    text = json.dumps(identity, separators=(",", ":"))
    import hashlib  # costs 3 ms, and only a run with a baseline or a JSON report needs it

    return hashlib.sha256(text.encode()).hexdigest()[:20]


def _code_path(finding: Finding, norm: PathNorm) -> str | None:
    """The file, for findings about code; the plan's and the captures' files may be moved freely."""
    at = finding.problem.at
    return norm(at.path) if at is not None and family_of(finding.code.id).of_code else None
