"""What an archive has, whatever its kind, and how much of one is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracking_plan.registry.bases.errors import BaseError
from tracking_plan.registry.bases.stored import Fetch

MAX_MEMBERS = 200_000
MAX_UNPACKED = 512 * 1024 * 1024
MAX_FETCHED = 256 * 1024 * 1024
MAX_TARGET = 4096
_DRIVE = re.compile("[A-Za-z]:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """The files of an archive by path, each with a key, and what symbolic links lead to."""

    files: Mapping[str, str]
    symlinks: Mapping[str, str]
    fetch: Fetch


def safe_name(name: str) -> str | None:
    """The path of a member below the archive's root; None: it lies elsewhere, and is left out."""
    pieces = [piece for piece in name.split("/") if piece not in ("", ".")]
    is_outside = name.startswith("/") or ".." in pieces or _DRIVE.match(name) is not None
    if is_outside or not pieces or "\\" in name or "\0" in name:
        return None
    return "/".join(pieces)


def unreadable(shown: str, error: Exception) -> BaseError:
    """The error for an archive that is none, or is broken."""
    reason = str(error) or type(error).__name__
    kept = "".join(c if c.isprintable() else "?" for c in reason)
    return BaseError(
        f"the archive {shown!r} cannot be read: {kept}", "unpack it, and name a folder"
    )


def too_large(shown: str, what: str) -> BaseError:
    """The error for an archive that is beyond a limit."""
    return BaseError(
        f"the archive {shown!r} is too large: {what}",
        "make one of the plan's folder alone: `git archive -o base.tar REVISION FOLDER`",
    )
