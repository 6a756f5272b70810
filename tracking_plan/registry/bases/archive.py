"""An earlier plan in an archive, read in memory: nothing is unpacked to disk.

An archive is a list of members, whatever its kind: `zip_members.py` and `tar_members.py` read them.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from tracking_plan.plan.text.tree import ROOT_NAMES
from tracking_plan.registry.bases import tar_members, zip_members
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.members import Members
from tracking_plan.registry.bases.stored import Names, Stored

_HEAD = 512
_MOST_NAMED = 5
_Read = Callable[[Path, str], Members]


def is_archive(path: Path) -> bool:
    """Whether a path leads to an archive, by how it begins."""
    return _reader(path) is not None


def archive_base(path: Path, plan: Path, shown: str) -> Base:
    """The plan in an archive, which has it as the repository of `plan` has, or in another folder.

    Raises:
        BaseError: it cannot be read, or has no plan.
    """
    reader = _reader(path)
    if reader is None:
        raise BaseError(f"{shown!r} is no archive")
    members = reader(path, shown)
    root = _root([*members.files, *members.symlinks], plan, shown)
    folder = root[: root.rfind("/") + 1]
    names = Names(files=_below(members.files, folder), symlinks=_below(members.symlinks, folder))
    tree = Stored(names, members.fetch, shown_in=lambda name: f"{shown}:{folder}{name}")
    return Base(tree=tree, root=root[len(folder) :], label=shown)


def _reader(path: Path) -> _Read | None:
    """What reads an archive of that kind; None: it is no archive, or no regular file."""
    if not path.is_file():
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError:
        return None
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zip_members.members
    is_tar = head[257:262] == b"ustar" or head.startswith(b"\x1f\x8b")
    return tar_members.members if is_tar else None


def _root(paths: Sequence[str], plan: Path, shown: str) -> str:
    """The root file: the one whose path ends most like the plan's, then the least deep."""
    wanted = {plan.name, *ROOT_NAMES}
    ranked = sorted((_rank(p, plan), p) for p in paths if PurePosixPath(p).name in wanted)
    if not ranked:
        message = f"the archive {shown!r} has no {ROOT_NAMES[0]}"
        raise BaseError(message, "`git archive -o base.tar REVISION` writes one that has it")
    best = [path for rank, path in ranked if rank == ranked[0][0]]
    if len(best) > 1:
        named = ", ".join(map(repr, best[:_MOST_NAMED]))
        raise BaseError(
            f"the archive {shown!r} has several plans: {named}",
            "make one of the plan's folder alone: `git archive -o base.tar REVISION FOLDER`",
        )
    return best[0]


def _rank(path: str, plan: Path) -> tuple[bool, int, int]:
    """How little a path fits the plan's: by its name, its folders from the last, its depth."""
    pieces, own = path.split("/"), plan.parts
    same = 0
    for mine, other in zip(reversed(own[:-1]), reversed(pieces[:-1]), strict=False):
        if mine != other:
            break
        same += 1
    return pieces[-1] != plan.name, -same, len(pieces)


def _below(paths: Mapping[str, str], folder: str) -> Mapping[str, str]:
    return {p[len(folder) :]: value for p, value in paths.items() if p.startswith(folder)}
