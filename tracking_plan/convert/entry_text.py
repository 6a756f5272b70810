"""A version, and an entry under `previous`, as a plan writes them."""

from tracking_plan.convert.bumps import Raised
from tracking_plan.convert.yaml_values import block
from tracking_plan.place import Json
from tracking_plan.plan.version import Version

STEP = 2


def version_text(version: Version, quote: str = "") -> str:
    """A version as it is written: quoted where editors would read `2.10` as 2.1."""
    if not quote and version.minor and version.minor % 10 == 0:
        quote = "'"
    return f"{quote}{version}{quote}"


def to_write(raised: Raised) -> str:
    """What to write by hand."""
    lines = [] if raised.version is None else [f"version: {version_text(raised.version)}"]
    if raised.kept is not None and raised.entry is not None:
        lines += ["previous:", *entry_lines(raised.kept, raised.entry, STEP, STEP)]
    return "\n".join(lines)


def entry_lines(version: Version, entry: dict[str, Json], indent: int, step: int) -> list[str]:
    """The lines of an entry under `previous`; `step` is how far inner lines stand to the right."""
    start = f"{' ' * indent}{version_text(version)}:"
    return [start, *block(entry, indent + step, step)]
