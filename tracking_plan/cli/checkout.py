"""Files that git has and did not check out, so that their absence says nothing about them."""

import os
from functools import cached_property
from pathlib import Path

from tracking_plan.place import repository_root
from tracking_plan.plan.text.tree import Disk, Listing


def left_out(folder: Path, below: str = ".") -> tuple[str, ...]:
    """The files below a folder that a sparse checkout leaves out, by their paths from the first.

    None outside of git, and none where it cannot be asked.
    """
    if repository_root(folder) is None or not folder.is_dir():
        return ()
    from tracking_plan import git  # 10 ms

    answer = git.ask(folder, "ls-files", "-t", "-z", "--", f":(literal){below}")
    listed = answer.output.split(b"\0") if answer is not None else []
    paths = (os.fsdecode(line[2:]) for line in listed if line.startswith(b"S "))
    return tuple(path for path in paths if not os.path.lexists(folder / path))


class CheckedOut(Disk):
    """A folder on disk, and what git has in it beside."""

    def below(self, folder: str) -> Listing:
        """What lies below a folder, and what would if all of it were checked out."""
        start = f"{folder}/" if folder not in ("", ".") else ""
        absent = tuple(path for path in self._absent if path.startswith(start) or path == folder)
        return super().below(folder)._replace(absent=absent)

    @cached_property
    def _absent(self) -> tuple[str, ...]:
        return left_out(self._folder)
