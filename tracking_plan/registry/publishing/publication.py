"""What publishing a plan writes: new versions' files, and the index of all."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracking_plan.place import Json, JsonSchema
from tracking_plan.plan.json_schema import DIALECT
from tracking_plan.plan.model import EventVersion, Plan, Status
from tracking_plan.plan.version import Version
from tracking_plan.registry.publishing.candidates import Candidate, Key
from tracking_plan.registry.publishing.frozen import frozen_path
from tracking_plan.registry.publishing.json_text import file_hash, json_bytes
from tracking_plan.registry.publishing.meaning import HASH_VERSION
from tracking_plan.registry.publishing.published import Published
from tracking_plan.registry.publishing.published_history import renamed_to
from tracking_plan.registry.publishing.published_index import INDEX_VERSION
from tracking_plan.registry.publishing.version_file import Frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What to write below the registry's folder: new files by path, the index last.

    `versions` are the new ones, `drafts` how many stay back. `index` None: it has all that already.
    """

    files: Mapping[str, bytes]
    index: bytes | None
    versions: tuple[Key, ...]
    drafts: int


def publication(plan: Plan, candidates: Mapping[Key, Candidate], before: Published) -> Publication:
    """What publishing the plan would write into a registry that has `before`.

    A version that has been published stays as it is, whatever the plan says of it now.
    """
    new = {
        key: one for key, one in candidates.items() if not one.is_draft and key not in before.files
    }
    known: dict[Key, Candidate | Frozen] = {**before.files, **new}
    index = json_bytes(_Index(plan, before, known).document())
    is_same = before.index is not None and before.index.replace(b"\r\n", b"\n") == index
    return Publication(
        files={frozen_path(*key): one.content for key, one in new.items()},
        index=None if is_same else index,
        versions=tuple(new),
        drafts=sum(one.is_draft and key not in before.files for key, one in candidates.items()),
    )


class _Index:
    """Makes the index. It follows from the versions' files, the plan, and who left it when."""

    def __init__(
        self, plan: Plan, before: Published, known: Mapping[Key, Candidate | Frozen]
    ) -> None:
        self._plan = plan
        self._before = before.known_entries
        self._known = known
        self._published = {event for event, _ in known}
        self._renamed = renamed_to(plan)

    def document(self) -> JsonSchema:
        """The index as a value, its events and their versions in order."""
        events: dict[str, list[Version]] = {}
        for event, version in sorted(self._known):
            events.setdefault(event, []).append(version)
        return {
            "index_version": INDEX_VERSION,
            "hash_version": HASH_VERSION,
            "plan": self._plan.name,
            "dialect": DIALECT,
            "events": [self._event(event, versions) for event, versions in events.items()],
        }

    def _event(self, event: str, versions: list[Version]) -> Json:
        new_name = self._new_name(event)
        renamed: JsonSchema = {} if new_name is None else {"renamed_to": new_name}
        listed: list[Json] = [self._version((event, version)) for version in versions]
        return {"event": event, **renamed, "versions": listed}

    def _new_name(self, event: str) -> str | None:
        """The name that the event has now: once given, it stays known."""
        name = self._renamed.get(event)
        if name in self._published or event in self._plan.events:
            return name
        each = (entry for key, entry in self._before.items() if key[0] == event)
        return next((one.renamed_to for one in each if one.renamed_to is not None), None)

    def _version(self, key: Key) -> Json:
        planned = self._planned(key)
        known = self._known[key]
        entry: JsonSchema = {
            "version": str(key[1]),
            "status": str(self._status(key, planned)),
            "$id": known.schema["$id"],
            "path": frozen_path(*key),
            "hash": known.hash,
            "file_hash": file_hash(known.content),
        }
        if planned is not None and planned.sunset is not None:
            entry["sunset"] = planned.sunset.isoformat()
        event = self._plan.events.get(key[0])
        if event is not None and planned is event.current and event.replaced_by is not None:
            entry["replaced_by"] = event.replaced_by
        return entry

    def _planned(self, key: Key) -> EventVersion | None:
        """The version of the plan that payloads of this one are compared with."""
        event = self._plan.events.get(key[0])
        return event.newest_of(key[1].major) if event is not None else None

    def _status(self, key: Key, planned: EventVersion | None) -> Status:
        """The status of the version's major in the plan; retired where it is not there any more.

        A name that the plan still recognises as a previous one is on its way out, not gone. What
        has been published is no draft again, whatever the plan says.
        """
        before = self._before[key].status if key in self._before else Status.ACTIVE
        if planned is not None:
            return before if planned.status is Status.DRAFT else planned.status
        new_name = self._renamed.get(key[0])
        if new_name is None:
            return Status.RETIRED
        if new_name not in self._published:
            return before
        return before if before is Status.RETIRED else Status.DEPRECATED
