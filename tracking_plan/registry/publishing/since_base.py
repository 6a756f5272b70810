"""What was published at a base and is not there as it was: published versions never change."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tracking_plan.plan.model import Plan, Status
from tracking_plan.registry.publishing.candidates import Key
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.meaning import content_hash
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.published_index import Entry
from tracking_plan.registry.publishing.version_file import Frozen, NoSchemaError


class Lost(NamedTuple):
    """A published version that is gone, or means something else now. `path` is its file's."""

    key: Key
    path: str
    is_gone: bool


def lost(base: Published, now: Published) -> Iterator[Lost]:
    """The versions of a base that the registry of today does not keep as they were.

    What today's registry says of its own files is left out: each is a flaw of it already.
    """
    flawed = {flaw.path for flaw in now.flaws if not flaw.is_mendable}
    hashes = {key: entry.hash for key, entry in base.known_entries.items()}
    for key in sorted({*base.files, *hashes}):
        path, file = frozen_path(*key), now.files.get(key)
        if path in flawed:
            continue
        if file is None:
            yield Lost(key, path, is_gone=True)
        elif not _is_same(file, base.files.get(key), hashes.get(key)):
            yield Lost(key, path, is_gone=False)


def retired(base: Published, now: Published, plan: Plan, day: date) -> Iterator[Key]:
    """The newest versions of majors that are over now, and were not announced to be at the base.

    The index alone says so: who edits it has no need to retire an event before it is removed.
    """
    entries, newest = now.known_entries, {}
    for key in sorted(base.known_entries):
        newest[key[0], key[1].major] = key
    for key in newest.values():
        entry, before = entries.get(key), base.known_entries[key]
        if entry is not None and not _is_announced(before, day):
            is_removed = not _is_planned(plan, key) and _is_left_out(entry, before, day)
            if entry.status is Status.RETIRED or is_removed:
                yield key


def _is_announced(entry: Entry, day: date) -> bool:
    """Whether a version was about to be retired, or over, or went on under another name."""
    is_past = entry.sunset is not None and entry.sunset <= day
    is_active = entry.status in (Status.DRAFT, Status.ACTIVE)
    return not is_active or is_past or entry.renamed_to is not None


def _is_left_out(entry: Entry, before: Entry, day: date) -> bool:
    """Whether nothing is compared with a version because of what the index says now."""
    is_past = entry.sunset is not None and entry.sunset <= day
    return is_past or entry.renamed_to != before.renamed_to


def _is_planned(plan: Plan, key: Key) -> bool:
    """Whether the plan has the major, or knows the event as one that it has renamed."""
    event, version = key
    if event in plan.events:
        return plan.events[event].newest_of(version.major) is not None
    return any(event in one.previous_names for one in plan.events.values())


def untold(base: Published) -> Mapping[str, str]:
    """The files of a base of which nobody can tell what they meant, each with what is wrong."""
    known = {frozen_path(*key) for key in base.known_entries}
    return {
        flaw.path: flaw.says
        for flaw in base.flaws
        if not flaw.is_mendable and flaw.path not in known and flaw.path not in _paths(base)
    }


def _paths(base: Published) -> set[str]:
    return {file.path for file in base.files.values()}


def _is_same(file: Frozen, before: Frozen | None, listed: str | None) -> bool:
    """Whether a file means what it meant at the base, or what the index of the base listed.

    The index of today vouches for nothing here: it may have been changed with the file.
    """
    if before is not None and _text(file) == _text(before):
        return True
    known = {listed} if before is None else {listed, _hash(before)}
    return _hash(file) in known


def _text(file: Frozen) -> bytes:
    return file.content.replace(b"\r\n", b"\n")


def _hash(file: Frozen) -> str:
    """The hash of what the file itself says; empty: it is no schema of an event version."""
    try:
        return content_hash(file.schema)
    except (NoSchemaError, RecursionError):
        return ""
