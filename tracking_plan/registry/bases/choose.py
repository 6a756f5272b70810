"""`--against X` to a base: whether X is a path or a revision."""

from collections.abc import Iterable
from pathlib import Path

from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.errors import BaseError, UnknownRevisionError
from tracking_plan.registry.bases.folder import exists, has_plan, path_base
from tracking_plan.registry.bases.git_tree import git_base
from tracking_plan.registry.bases.repository import repository
from tracking_plan.registry.bases.revision import is_revision, named_path, whole_name

_PATHS = ("./", "../", "/", ".\\", "..\\", "\\")
_FILES = (".yaml", ".yml", ".zip", ".tar", ".gz", ".tgz")


def base_of(text: str, plan: Path, cwd: Path) -> Base:
    """The base that a user names: a path, seen from `cwd`, or a revision of the plan's repository.

    `plan` is the root file of the plan of today.

    Raises:
        BaseError: there is none, or it may be one or the other.
    """
    if not text.strip():
        hint = "is a variable not set? Name a revision, a folder, a file or an archive"
        raise BaseError("the value of `--against` is empty", hint)
    plan = cwd / plan
    path = cwd / text
    if text.startswith(_PATHS) or text in (".", "..") or Path(text).is_absolute():
        return path_base(path, plan, cwd)
    if not exists(path):
        return _revision(text, plan)
    is_known = _is_revision(text, plan)
    if is_known and has_plan(path, plan):
        raise BaseError(
            f"{text!r} is a path and a revision",
            f"write `./{text}` for the path, or `{_whole_name(text, plan)}` for the revision",
        )
    return git_base(text, plan) if is_known else path_base(path, plan, cwd)


def first_base(revisions: Iterable[str], plan: Path) -> Base:
    """The base of the first of these revisions that git knows.

    Raises:
        BaseError: git knows none of them, or the plan cannot be read there.
    """
    unknown: UnknownRevisionError | None = None
    for revision in revisions:
        try:
            return git_base(revision, plan)
        except UnknownRevisionError as error:
            unknown = unknown or error
    raise unknown or BaseError("there is no revision to compare with")


def _revision(text: str, plan: Path) -> Base:
    """The base of what is no path."""
    try:
        return git_base(text, plan)
    except UnknownRevisionError as error:
        if text.endswith(_FILES):
            raise BaseError(f"there is no file {text!r}, and no such revision") from error
        raise


def _whole_name(text: str, plan: Path) -> str:
    """What means the revision and is no path: `refs/tags/v1`, for the tag `v1`."""
    name, path = named_path(text)
    found = whole_name(repository(plan.parent), name)
    return found if path is None else f"{found}:{path}"


def _is_revision(text: str, plan: Path) -> bool:
    try:
        return is_revision(repository(plan.parent), named_path(text)[0])
    except BaseError:
        return False
