"""The files that a report quotes from: those of the plan as loaded, others as they are on disk."""

from collections.abc import Callable

from tracking_plan.cli.session import Session

_MAX_BYTES = 8_000_000


def text_reader(session: Session) -> Callable[[str], str]:
    """Gives the text of a file by its path; empty where it cannot be read or is very large."""
    texts, cwd = session.plan_files, session.cwd

    def text(path: str) -> str:
        if path in texts:
            return texts[path]
        file = cwd / path
        try:
            if not file.is_file() or file.stat().st_size > _MAX_BYTES:
                return ""
            return file.read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            return ""

    return text
