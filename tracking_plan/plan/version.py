"""`MAJOR.MINOR` versions, read as text."""

import re
from typing import NamedTuple

VERSION_PATTERN = r"^(0|[1-9][0-9]{0,8})(\.(0|[1-9][0-9]{0,8}))?$"
MAX_NUMBER = 999_999_999  # the largest major or minor that the pattern takes
VERSION_PROPERTY = "schema_version"
"""The property that carries the version of a payload, where the plan names no other."""

_FORM = re.compile(VERSION_PATTERN.strip("^$"))


class Version(NamedTuple):
    """A schema version. A new major may break someone; a new minor breaks nobody."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


def parse_version(text: str) -> Version | None:
    """The version that `text` means (`2` means 2.0); None where it means none."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    return Version(int(match[1]), int(match[3] or 0))
