"""A history and a changelog as data: what `log --format json` prints besides its head."""

from collections.abc import Iterable

from tracking_plan.place import Json, Place
from tracking_plan.registry.bases.commit_log import Commit
from tracking_plan.registry.comparison import Compared
from tracking_plan.registry.history.changelog import Changelog, Item
from tracking_plan.registry.history.differences import Difference
from tracking_plan.registry.history.event_history import Entry
from tracking_plan.registry.history.lines import change_place
from tracking_plan.registry.history.plan_history import Faulty
from tracking_plan.registry.shown import as_json, change_json, changed
from tracking_plan.registry.verdict import Verdict, Weighed


def entry_json(entry: Entry, *, verbose: bool) -> Json:
    """What a commit changed of an event."""
    return {
        "commit": commit_json(entry.commit) if entry.commit is not None else None,
        "versions": [_versions(one) for one in entry.compared],
        "steps": _steps(entry.compared),
        "words": [_difference(one, verbose=verbose) for one in entry.words],
        "unjudged": [_difference(one, verbose=True) for one in entry.unjudged],
        "skipped": [faulty_json(one) for one in entry.skipped],
    }


def commit_json(commit: Commit) -> Json:
    """A commit."""
    return {
        "id": commit.oid,
        "date": commit.written,
        "author": commit.author,
        "subject": commit.subject,
        "is_merge": commit.is_merge,
    }


def faulty_json(one: Faulty) -> Json:
    """A commit whose plan has errors, and how many."""
    return {"commit": commit_json(one.commit), "errors": one.errors}


def _versions(one: Compared) -> Json:
    """What became of the version that new code sends."""
    verdict = one.verdicts[0]
    return {"event": one.event, "old_event": one.old_name, **_old_and_new(verdict)}


def _old_and_new(verdict: Verdict) -> dict[str, Json]:
    old, new = verdict.step.old, verdict.step.new
    return {
        "old_version": str(old.version) if old is not None else None,
        "new_version": str(new.version) if new is not None else None,
    }


def _steps(compared: Iterable[Compared]) -> list[Json]:
    """The steps as `diff` has them, and the place of each change."""
    compared = tuple(compared)
    found: list[Json] = []
    for (_, verdict), step in zip(changed(compared), as_json(compared), strict=True):
        assert isinstance(step, dict)
        found.append({**step, "changes": [_change(verdict, one) for one in verdict.changes]})
    return found


def _change(verdict: Verdict, one: Weighed) -> Json:
    said = change_json(one)
    assert isinstance(said, dict)
    return {**said, "at": _place(change_place(verdict, one))}


def _place(place: Place | None) -> Json:
    if place is None or place.span is None:
        return {"path": place.path} if place is not None else None
    return {"path": place.path, "line": place.span.line, "column": place.span.column}


def _difference(one: Difference, *, verbose: bool) -> Json:
    said: dict[str, Json] = {"version": one.version, "property": one.path or None, "key": one.key}
    return said | {"old": one.old, "new": one.new} if verbose else said


def changelog_json(found: Changelog) -> dict[str, Json]:
    """The sections of a changelog, and what is no change of a contract."""
    return {
        "sections": {
            str(section): [_item(one) for one in items] for section, items in found.sections.items()
        },
        "whole_plan": list(found.whole_plan),
        "words": [
            {
                "event": one.event,
                "differences": [_difference(each, verbose=False) for each in one.differences],
            }
            for one in found.words
        ],
        "drafts": list(found.drafts),
    }


def _item(one: Item) -> Json:
    return {
        "event": one.compared.event,
        "old_event": one.compared.old_name,
        **_old_and_new(one.verdict),
        "is_breaking": one.is_breaking,
        "description": one.description,
        "changes": [_change(one.verdict, change) for change in one.changes],
    }
