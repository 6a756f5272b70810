"""Versions, and what is kept of older ones, as text of a plan."""

from tracking_plan.convert.bumps import Raised
from tracking_plan.convert.written_out import Written
from tracking_plan.convert.yaml_values import block, flow, version_text
from tracking_plan.plan.version import Version

_QUOTE = "'"  # of a key: to JavaScript's readers, 1.0 is the number 1
STEP = 2  # columns, where nothing shows how far others indent


def to_write(raised: Raised) -> str:
    """What to write by hand."""
    return "\n".join(body_lines(raised, 0, STEP))


def body_lines(raised: Raised, indent: int, step: int) -> list[str]:
    """The lines that a body in block style gets."""
    start, found = " " * indent, []
    if raised.version is not None:
        found.append(f"{start}version: {version_text(raised.version)}")
    if raised.kept is not None and raised.entry is not None:
        found.append(f"{start}previous:")
        found += entry_lines(raised.kept, raised.entry, indent + step, step)
    return found


def entry_lines(
    version: Version, entry: Written, indent: int, step: int, quote: str = _QUOTE
) -> list[str]:
    """The lines of an older version, from a column on."""
    start = f"{' ' * indent}{version_text(version, quote)}:"
    return [start, *block(entry, indent + step, step)]


def members(raised: Raised, *, as_json: bool) -> list[str]:
    """What a body in braces gets: the version, then what is kept."""
    found = []
    if raised.version is not None:
        written = version_text(raised.version, '"' if as_json else "")
        found.append(f'"version": {written}' if as_json else f"version: {written}")
    if raised.kept is not None:
        name = '"previous"' if as_json else "previous"
        found.append(f"{name}: {{{flow_entry(raised, as_json=as_json)}}}")
    return found


def flow_entry(raised: Raised, *, as_json: bool, quote: str = _QUOTE) -> str:
    """The older version in braces."""
    assert raised.kept is not None
    name = version_text(raised.kept, '"' if as_json else quote)
    return f"{name}: {flow(raised.entry, as_json=as_json)}"
