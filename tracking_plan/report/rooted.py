"""A report whose paths count from the repository's root, as services that show it there want it."""

import posixpath
from dataclasses import replace
from functools import partial
from pathlib import Path

from tracking_plan.finding import Finding
from tracking_plan.place import Place, repository_root
from tracking_plan.report.model import Report


def repository_prefix(folder: Path) -> str:
    """The path of a folder from the root of the git repository that it is in.

    Nothing where it is the root, or in no repository.
    """
    root = repository_root(folder)
    path = "." if root is None else folder.relative_to(root).as_posix()
    return "" if path == "." else path


def rooted(report: Report) -> Report:
    """The report with each path as it is from the repository's root."""
    if not report.prefix:
        return report
    findings = tuple(_rooted(item, report.prefix) for item in report.findings)
    return replace(report, findings=findings, plan=_path(report.plan, report.prefix), prefix="")


def _rooted(item: Finding, prefix: str) -> Finding:
    return replace(item, problem=item.problem.with_places(partial(_place, prefix=prefix)))


def _place(at: Place, prefix: str) -> Place:
    return at._replace(path=_path(at.path, prefix))


def _path(path: str, prefix: str) -> str:
    """A path from the root; standard input (`-`) is nowhere in it."""
    return path if path == "-" else posixpath.normpath(posixpath.join(prefix, path))
