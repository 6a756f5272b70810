"""The source lines that a report may quote: of plans and code, never of captured data."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tracking_plan.families import family_of
from tracking_plan.finding import Finding
from tracking_plan.place import Place, lines_of

_MAX_BYTES = 8_000_000


def excerpts(
    findings: Iterable[Finding], texts: Mapping[str, str], cwd: Path
) -> Mapping[Place, str]:
    """The line of each finding's place; `texts` are files already read, the others are read now."""
    lines: dict[str, list[str]] = {}
    found: dict[Place, str] = {}
    for item in findings:
        at = item.problem.at
        if at is None or at.span is None or family_of(item.code.id).of_data:
            continue
        if at.path not in lines:
            text = texts[at.path] if at.path in texts else _read(cwd / at.path)
            lines[at.path] = lines_of(text)
        if at.span.line <= len(lines[at.path]):
            found[at] = lines[at.path][at.span.line - 1]
    return found


def _read(path: Path) -> str:
    """The file's text; empty where it cannot be read or is too large to be worth it."""
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
