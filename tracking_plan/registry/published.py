"""The registry as a base: published versions out of their files, each checked by its hash."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracking_plan.place import Json, JsonSchema, Place
from tracking_plan.plan.model import Status
from tracking_plan.plan.text.tree import Tree
from tracking_plan.plan.version import Version, parse_version
from tracking_plan.registry.frozen import EVENT, SOURCES, VERSION, frozen_path
from tracking_plan.registry.meaning import HASH_VERSION, content_hash
from tracking_plan.registry.step import History, Shared, Side

INDEX = "index.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the index says of a version. `sunset` None: there is none."""

    event: str
    version: Version
    status: Status
    sunset: date | None
    hash: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A version's file, and its hash as computed from it."""

    event: str
    version: Version
    schema: JsonSchema
    hash: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something wrong with the registry: the file, and what."""

    path: str
    says: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What has been published: files and index, and what is wrong with them.

    `entries` is None where the index cannot be read. `previous_names` are by the event's name.
    """

    files: Mapping[tuple[str, Version], Frozen]
    entries: Mapping[tuple[str, Version], Entry] | None
    flaws: tuple[Flaw, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been published, and nothing is wrong."""
        return not (self.files or self.entries or self.flaws)

    def histories(self) -> Mapping[str, History]:
        """The newest version of each major of each event, newest first."""
        newest: dict[str, dict[int, Side]] = {}
        for (event, version), file in sorted(self.files.items(), key=lambda one: one[0]):
            newest.setdefault(event, {})[version.major] = self._side(file)
        return {
            event: History(event=event, sides=tuple(reversed(by_major.values())))
            for event, by_major in newest.items()
        }

    def _side(self, file: Frozen) -> Side:
        entry = (self.entries or {}).get((file.event, file.version))
        sources = file.schema.get(SOURCES)
        majors = [v.major for e, v in self.files if e == file.event]
        return Side(
            event=file.event,
            version=file.version,
            schema=file.schema,
            places=_Nowhere(),
            status=entry.status if entry else Status.ACTIVE,
            sunset=entry.sunset if entry else None,
            sources=tuple(map(str, sources)) if isinstance(sources, list) else None,
            is_current=file.version.major == max(majors),
        )


class _Nowhere:
    """The places of what nobody edits."""

    def shared(self, path: str) -> Shared | None:
        """None."""
        return None

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        """None."""
        return None


def published(tree: Tree, folder: str) -> Published:
    """What stands in the registry's folder of a tree, each flaw said and nothing raised."""
    flaws: list[Flaw] = []
    prefix = f"{folder}/" if folder else ""
    names = [path for path in tree.below(folder).files if path.endswith(".json")]
    files: dict[tuple[str, Version], Frozen] = {}
    for path in names:
        short = path.removeprefix(prefix)
        if short.count("/") == 1:
            file = _file(tree, path, short, flaws)
            if file is not None:
                files[file.event, file.version] = file
    entries = None
    if f"{prefix}{INDEX}" in names:
        entries = _index(tree, f"{prefix}{INDEX}", flaws)
    if entries is not None:
        flaws += _against_index(entries, files)
    elif files and not flaws:
        flaws.append(Flaw(path=INDEX, says="is missing", hint=_REBUILD))
    return Published(files=files, entries=entries, flaws=tuple(flaws))


_REBUILD = "`tracking-plan publish` writes it anew from the versions' files"


def _against_index(
    entries: Mapping[tuple[str, Version], Entry], files: Mapping[tuple[str, Version], Frozen]
) -> Iterator[Flaw]:
    for key, entry in entries.items():
        file = files.get(key)
        if file is None:
            yield Flaw(
                path=entry.path,
                says=f"is gone: {entry.event!r} {entry.version} was published",
                hint="take the file out of the history again; a published version never goes",
            )
        elif file.hash != entry.hash:
            yield Flaw(
                path=entry.path,
                says=f"was changed after {entry.event!r} {entry.version} was published",
                hint="take the file out of the history again, and publish a new version",
            )


def _file(tree: Tree, path: str, short: str, flaws: list[Flaw]) -> Frozen | None:
    schema = _json(tree, path, short, flaws, hint="take it out of the history again")
    if schema is None:
        return None
    event, written = schema.get(EVENT), schema.get(VERSION)
    version = parse_version(written) if isinstance(written, str) else None
    if not isinstance(event, str) or version is None or short != frozen_path(event, version):
        says = "is no published version: its event and version do not lead to this path"
        flaws.append(Flaw(path=short, says=says, hint="remove it, or take it out of the history"))
        return None
    return Frozen(
        event=event, version=version, schema=schema, hash=content_hash(schema), path=short
    )


def _json(tree: Tree, path: str, short: str, flaws: list[Flaw], hint: str) -> JsonSchema | None:
    try:
        found: Any = json.loads(tree.read(path))
    except OSError as error:
        flaws.append(Flaw(path=short, says=f"cannot be read: {error.strerror}", hint=hint))
    except (ValueError, RecursionError):
        flaws.append(Flaw(path=short, says="is not JSON", hint=hint))
    else:
        if isinstance(found, dict):
            return found
        flaws.append(Flaw(path=short, says="is no JSON object", hint=hint))
    return None


def _index(tree: Tree, path: str, flaws: list[Flaw]) -> Mapping[tuple[str, Version], Entry] | None:
    index = _json(tree, path, INDEX, flaws, hint=_REBUILD)
    if index is None:
        return None
    if index.get("hash_version") != HASH_VERSION:
        says = f"has the hash version {index.get('hash_version')!r}, and this tool {HASH_VERSION}"
        flaws.append(Flaw(path=INDEX, says=says, hint="upgrade tracking-plan"))
        return None
    try:
        each = [
            _entry(event, one)
            for event in _listed(index["events"])
            for one in _listed(event["versions"])
        ]
    except (KeyError, TypeError, ValueError):
        flaws.append(Flaw(path=INDEX, says="is not the index of a registry", hint=_REBUILD))
        return None
    return {(entry.event, entry.version): entry for entry in each}


def _listed(value: Json) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _entry(event: Mapping[str, Any], one: Mapping[str, Any]) -> Entry:
    version = parse_version(one["version"])
    if version is None:
        raise ValueError
    sunset = one.get("sunset")
    return Entry(
        event=str(event["event"]),
        version=version,
        status=Status(one["status"]),
        sunset=date.fromisoformat(sunset) if sunset else None,
        hash=str(one["hash"]),
        path=str(one["path"]),
    )
