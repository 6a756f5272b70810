"""The texts that a report quotes from: of the plan as loaded, of other files as on disk."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tracking_plan.cli.session import Session

_MAX_BYTES = 8_000_000


def quoted_texts(session: Session, paths: Iterable[str]) -> Mapping[str, str]:
    """The text of each file; empty where it cannot be read or is too large to be worth it."""
    loaded = session.plan_files
    return {
        path: loaded[path] if path in loaded else _read(session.cwd / path)
        for path in dict.fromkeys(paths)
    }


def _read(path: Path) -> str:
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return ""
        return path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return ""
