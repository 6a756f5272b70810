"""Two JSON Schemas compared as documents, for tests."""

from datetime import date
from typing import Any

from tracking_plan.registry.documents import DocumentPair, compare_documents

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
DRAFT_6 = "http://json-schema.org/draft-06/schema#"
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
DRAFT_2019 = "https://json-schema.org/draft/2019-09/schema"
DRAFT_2020 = "https://json-schema.org/draft/2020-12/schema"


def compared(old: Any, new: Any) -> DocumentPair:
    """What became of the first one in the second."""
    return compare_documents("old.json", "new.json", old, new, date(2026, 1, 1))


def effects(old: Any, new: Any) -> tuple[str, str, str]:
    """What that is for those that send and for those that read, and the version it needs."""
    found = compared(old, new)
    assert found.verdict is not None, found.unread
    return str(found.producers), str(found.consumers), str(found.required)


def witnesses(old: Any, new: Any) -> list[Any]:
    """The values that show what broke."""
    found = compared(old, new)
    assert found.verdict is not None, found.unread
    shown = [one.witness for one in found.verdict.changes if one.witness is not None]
    return [*shown, *([found.verdict.counterexample] if found.verdict.counterexample else [])]
