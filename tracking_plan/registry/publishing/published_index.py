"""The index of a registry as text: read, with what a merge has left of it, and what it lacks."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import orjson

from tracking_plan.plan.model import Status
from tracking_plan.plan.version import parse_version
from tracking_plan.registry.publishing.candidates import Key
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.meaning import HASH_VERSION

INDEX_VERSION = 1
REBUILD = "`tracking-plan publish` writes it anew from the versions' files and the plan"

_MARK = re.compile(r"^(<<<<<<<|\|\|\|\|\|\|\||=======|>>>>>>>)( |$)")
_STAGES = (Status.DRAFT, Status.ACTIVE, Status.DEPRECATED, Status.RETIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the index says of a version.

    `sunset` and `replaced_by` None: there is none. `renamed_to` is the name under which the event
    goes on; None: it has its name still.
    """

    key: Key
    status: Status
    sunset: date | None
    hash: str
    file_hash: str
    replaced_by: str | None
    renamed_to: str | None


class IndexFault(NamedTuple):
    """What is wrong with the index. `is_mendable`: publishing writes it anew."""

    says: str
    hint: str
    is_mendable: bool


class ReadIndex(NamedTuple):
    """The entries of each text that the index may have been; several after a conflict.

    None of them where it cannot be read. `plan` is the name of the plan that it was written for;
    None: it is not known.
    """

    sides: tuple[Mapping[Key, Entry], ...]
    fault: IndexFault | None = None
    plan: str | None = None


def read_index(text: str) -> ReadIndex:
    """What an index says, as far as it can be read."""
    texts = tuple(_texts(text))
    if len(texts) > 1:
        sides = tuple(one for one in map(_entries, map(_json, texts)) if isinstance(one, dict))
        return ReadIndex(sides, IndexFault("has the marks of a merge conflict", REBUILD, True))
    value = _json(text)
    found = _entries(value)
    if isinstance(found, IndexFault):
        return ReadIndex((), found)
    plan = value.get("plan")
    return ReadIndex((found,), plan=plan if isinstance(plan, str) else None)


def merged(sides: Iterable[Mapping[Key, Entry]], hashes: Mapping[Key, str]) -> dict[Key, Entry]:
    """What all sides say together.

    Each has been checked before it was published, so the one counts that is further on its way to
    be retired. Of two meanings, the one that the version's file has counts.
    """
    found: dict[Key, Entry] = {}
    for side in sides:
        for key, entry in side.items():
            other = found.get(key)
            found[key] = entry if other is None else max((other, entry), key=_rank(hashes))
    return found


def _rank(hashes: Mapping[Key, str]) -> Any:
    def rank(entry: Entry) -> tuple[bool, int, date]:
        is_kept = hashes.get(entry.key) == entry.hash
        return is_kept, _STAGES.index(entry.status), entry.sunset or date.min

    return rank


def _texts(text: str) -> Iterator[str]:
    """The text; after a conflict what each of the two branches had."""
    if "<<<<<<<" not in text:
        yield text
        return
    lines = text.splitlines(keepends=True)
    for wanted in ("<<<<<<<", "======="):
        kept, part = [], None
        for line in lines:
            mark = _MARK.match(line)
            if mark is not None:
                part = None if mark[1] == ">>>>>>>" else mark[1]
            elif part in (None, wanted):
                kept.append(line)
        yield "".join(kept)


def _json(text: str) -> Any:
    """The value, or the fault that keeps it from being read."""
    try:
        return orjson.loads(text)
    except ValueError:  # it has half a surrogate pair, or a number that is none
        pass
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return IndexFault("is not JSON", REBUILD, True)


def _entries(index: Any) -> dict[Key, Entry] | IndexFault:
    if isinstance(index, IndexFault):
        return index
    if not isinstance(index, dict) or "hash_version" not in index:
        hint = "move it elsewhere, or name another folder with `registry.path`"
        return IndexFault("is not the index of a registry", hint, False)
    for key, known in (("index_version", INDEX_VERSION), ("hash_version", HASH_VERSION)):
        found = index.get(key)
        if found != known:
            is_newer = isinstance(found, int) and found > known
            hint = "upgrade tracking-plan" if is_newer else "restore the file from the history"
            says = f"has the {key} {found!r}, and this tool knows {known}"
            return IndexFault(says, hint, False)
    try:
        each = [
            _entry(event, one)
            for event in _listed(index["events"])
            for one in _listed(event["versions"])
        ]
    except (KeyError, TypeError, ValueError):
        return IndexFault("lacks what an index has to say", REBUILD, True)
    return {entry.key: entry for entry in each}


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _entry(event: Mapping[str, Any], one: Mapping[str, Any]) -> Entry:
    version = parse_version(_text(one["version"]))
    if version is None:
        raise ValueError
    key = (_text(event["event"]), version)
    if one["path"] != frozen_path(*key):
        raise ValueError
    sunset = one.get("sunset")
    return Entry(
        key=key,
        status=Status(one["status"]),
        sunset=date.fromisoformat(sunset) if sunset is not None else None,
        hash=_text(one["hash"]),
        file_hash=_text(one["file_hash"]),
        replaced_by=_text_or_none(one.get("replaced_by")),
        renamed_to=_text_or_none(event.get("renamed_to")),
    )


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
