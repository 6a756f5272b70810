"""Raw calls made calls of the generated helpers, or what that would write."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from tracking_plan.cli.console import UnusableError, put
from tracking_plan.cli.fixes import show_fixes, text_of, write_fixes
from tracking_plan.cli.late_file import write_file
from tracking_plan.cli.session import Session
from tracking_plan.codegen.helpers import current_functions
from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.plan.model import Plan
from tracking_plan.report.escape import visible
from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.to_helpers import Converted, Function, Package, changed, converted

_TARGET = "python"
_FIRST = "__init__.py"


def conversion(
    session: Session, plan: Plan, scan: Scan, found: Iterable[Finding]
) -> tuple[Package, Converted]:
    """The package of helpers, and what makes raw calls of Python call it.

    Raises:
        UnusableError: the plan generates no Python, or it has not been generated yet.
    """
    package = _package(session, plan)
    errors = (one.problem.at for one in found if one.severity is Severity.ERROR)
    places = tuple(at for at in errors if at is not None)
    return package, converted(plan, scan, package, places, partial(_text, session))


def _text(session: Session, path: str) -> str | None:
    try:
        return text_of(session, path)
    except (UnusableError, UnicodeDecodeError):
        return None


def _package(session: Session, plan: Plan) -> Package:
    target = next((one for one in plan.generate if one.target == _TARGET), None)
    if target is None:
        raise UnusableError(
            "the plan generates no Python helpers: add"
            " `generate: [{target: python, output: analytics/}]` to it, and run"
            " `tracking-plan generate`"
        )
    folder = session.folder / target.output
    if not (folder / _FIRST).is_file():
        raise UnusableError(
            f"there are no helpers in {target.output!r} yet: run `tracking-plan generate`"
        )
    functions = {
        event: Function(name=name, keywords=keywords)
        for event, (name, keywords) in current_functions(plan, target).items()
    }
    name = PurePosixPath(target.output).name
    return Package(name=name, module=_module(folder, session.folder), functions=functions)


def _module(folder: Path, project: Path) -> str:
    """How code imports a package: from the folder above the outermost package that it is in."""
    names = [folder.name]
    while (folder := folder.parent) != project and (folder / _FIRST).is_file():
        names.append(folder.name)
    return ".".join(reversed(names))


def show(session: Session, found: Converted) -> bool:
    """Prints what would be written as a unified diff; says whether that is anything."""
    for line in _left(found):
        session.note(line)
    return show_fixes(session, found.fixes)


def write(
    session: Session, scan: Scan, found: Converted, package: Package, again: Callable[[], Scan]
) -> bool:
    """Writes the files, says what is left, and whether no raw call is.

    `again` scans the code anew: where it then sends anything else, all is taken back.

    Raises:
        UnusableError: so it is.
    """
    kept = {edit.path: text_of(session, edit.path) for fix in found.fixes for edit in fix.edits}
    edited = write_fixes(session, found.fixes, what=None)
    wrong = changed(scan, again()) if edited.texts else None
    if wrong is not None or edited.skipped:
        for path in edited.texts:
            write_file(session.cwd / path, kept[path])
        where = f"{visible(wrong.path)} would send something else" if wrong else "edits overlap"
        raise UnusableError(f"{where}: no call is converted, all files are as they were")
    if found.calls:
        calls, files = plural(found.calls, "call"), plural(len(edited.texts), "file")
        put(f"{calls} in {files} converted to functions of `{package.module}`\n")
        put(f"call `{package.module}.configure(...)` once, before the first of them\n")
    for line in _left(found):
        put(f"{line}\n")
    return not found.left


def _left(found: Converted) -> Iterator[str]:
    if found.left:
        yield f"{plural(len(found.left), 'call')} left to you:"
    for one in found.left:
        yield f"  {visible(one.at.position())}: {one.why}"
