"""The baseline's file: JSON with an entry on each line, sorted, so that diffs read well."""

import json
from collections.abc import Iterable
from typing import TypedDict

from tracking_plan.triage.baseline import Entry

FORMAT = 1


class EntryJson(TypedDict):
    """A baseline entry in the file."""

    fingerprint: str
    code: str
    event: str | None
    property: str | None
    path: str | None
    count: int


class BaselineError(ValueError):
    """The text is no baseline; the message says why."""


def dump(items: Iterable[Entry]) -> str:
    """The baseline as the text of its file: one entry a line, sorted, so that diffs read well."""
    lines = [json.dumps(_json(entry), ensure_ascii=True) for entry in items]
    body = ",\n    ".join(lines)
    findings = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {FORMAT},\n  "findings": {findings}\n}}\n'


def _json(entry: Entry) -> EntryJson:
    return {
        "fingerprint": entry.fingerprint,
        "code": entry.code,
        "event": entry.event,
        "property": entry.property,
        "path": entry.path,
        "count": entry.count,
    }


def parse(text: str) -> tuple[Entry, ...]:
    """The entries of a baseline file.

    Raises:
        BaselineError: the text is no baseline of this format.
    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"it is not JSON: {error}") from error
    if not isinstance(content, dict) or content.get("version") != FORMAT:
        raise BaselineError(f"it is not a baseline of format {FORMAT}")
    found = content.get("findings")
    if not isinstance(found, list):
        raise BaselineError("it has no list 'findings'")
    return tuple(_entry(item, number) for number, item in enumerate(found, start=1))


def _entry(item: object, number: int) -> Entry:
    """The entry that an item of the file states."""
    if not isinstance(item, dict):
        raise BaselineError(f"its entry {number} is not an object")
    mark, code, count = item.get("fingerprint"), item.get("code"), item.get("count", 1)
    if not (isinstance(mark, str) and isinstance(code, str) and code and type(count) is int):
        raise BaselineError(f"its entry {number} lacks a fingerprint, a code or a count")

    def text(key: str) -> str | None:
        value = item.get(key)
        return value if isinstance(value, str) else None

    return Entry(
        fingerprint=mark,
        code=code,
        event=text("event"),
        property=text("property"),
        path=text("path"),
        count=count,
    )
