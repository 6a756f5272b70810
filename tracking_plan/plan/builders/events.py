"""Checked nodes to events and their versions."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from tracking_plan.finding import Edit, Fix, Related, Safety
from tracking_plan.place import Json, Place
from tracking_plan.plan.builders.fields import Fields, day_of
from tracking_plan.plan.builders.properties import PropertyBuilder
from tracking_plan.plan.codes import meaning as meaning_codes
from tracking_plan.plan.model import Event, EventVersion, Property, Status
from tracking_plan.plan.text.nodes import Node, Scalar, span_of
from tracking_plan.plan.text.origin import Origin
from tracking_plan.plan.text.refusals import Refusals
from tracking_plan.plan.version import Version, parse_version
from tracking_plan.rule import Found, Problem

_ENDS_IN_ZERO = re.compile(r"[0-9]+\.[0-9]*[1-9][0-9]*0")
_FIRST = Version(1, 0)


class EventBuilder:
    """Builds the events of one file; `found` are the F2xx problems met on the way."""

    def __init__(
        self, path: str, properties: PropertyBuilder, common: tuple[Property, ...], bad: Refusals
    ) -> None:
        self.found: list[Found] = []
        self._path = path
        self._properties = properties
        self._common = common
        self._bad = bad

    def event(self, name: str, key: Scalar, node: Node) -> Event:
        """The event that a key and its value describe."""
        fields = Fields(self._path, node, self._bad)
        origin = Origin(self._path, key, node, self._bad)
        current = self._current(name, origin, fields)
        is_no_day = "sunset" in fields.entries and current.sunset is None
        return Event(
            name=name,
            origin=origin,
            current=current,
            previous=self._previous(name, current, fields),
            description=current.description,
            trigger=fields.text("trigger"),
            answers=fields.texts("answers"),
            owner=fields.text("owner"),
            replaced_by=fields.text("replaced_by"),
            previous_names=fields.texts("previous_names"),
            tags=fields.texts("tags"),
            metadata=_mapping(fields.json("metadata")),
            examples=fields.jsons("examples"),
            refused=fields.refused | {"sunset"} if is_no_day else fields.refused,
        )

    def _current(self, name: str, origin: Origin, fields: Fields) -> EventVersion:
        written = fields.node("version")
        version = self._version(name, written) if isinstance(written, Scalar) else None
        with_common = fields.flag("common", default=True)
        return self._body(
            name,
            origin,
            fields,
            version or _FIRST,
            self._common if with_common else (),
        )

    def _body(
        self,
        name: str,
        origin: Origin,
        fields: Fields,
        version: Version,
        common: tuple[Property, ...],
    ) -> EventVersion:
        own = self._properties.of_event(name, self._path, fields.node("properties"))
        others: bool | Property = name.startswith("$")
        if (node := fields.node("additional_properties")) is not None:
            others = self._properties.others_of_event(name, self._path, node)
        if common:
            names = {p.name for p in own}
            own += tuple(p for p in common if p.name not in names)
        return EventVersion(
            version=version,
            properties=own,
            additional_properties=others,
            origin=origin,
            sources=fields.texts_or_none("sources"),
            description=fields.text("description"),
            status=fields.choice("status", Status, Status.ACTIVE),
            sunset=self._sunset(name, fields),
        )

    def _sunset(self, name: str, fields: Fields) -> date | None:
        text = fields.text("sunset")
        day = None if text is None else day_of(text)
        if text is not None and day is None:
            problem = Problem(
                message=f"{text} is no day", at=fields.origin("sunset").at(), event=name
            )
            self.found.append((meaning_codes.NO_SUCH_DAY, problem))
        return day

    def _previous(
        self, name: str, current: EventVersion, fields: Fields
    ) -> tuple[EventVersion, ...]:
        versions = list(self._older(name, fields.under("previous")))
        self._check_order(name, current.version, versions)
        return tuple(sorted(versions, key=lambda v: v.version, reverse=True))

    def _older(self, name: str, previous: Fields) -> Iterator[EventVersion]:
        for _, key, value in previous.named():
            version = self._version(name, key)
            if version is not None:
                fields = Fields(self._path, value, self._bad)
                origin = Origin(self._path, key, value, self._bad)
                yield self._body(name, origin, fields, version, ())

    def _check_order(self, name: str, current: Version, versions: list[EventVersion]) -> None:
        majors: dict[int, EventVersion] = {}
        for older in versions:
            first = majors.setdefault(older.version.major, older)
            if older.version >= current:
                message = f"version {older.version} is not older than the current {current}"
                self._disorder(name, older, message, ())
            elif first is not older:
                message = f"a second version of major {older.version.major}"
                related = (Related(message="the first", at=first.origin.place),)
                self._disorder(name, older, message, related)

    def _disorder(
        self, name: str, older: EventVersion, message: str, related: tuple[Related, ...]
    ) -> None:
        problem = Problem(
            message=message,
            at=older.origin.place,
            related=related,
            event=name,
            hint="keep the newest minor of each older major",
        )
        self.found.append((meaning_codes.VERSION_ORDER, problem))

    def _version(self, name: str, node: Scalar) -> Version | None:
        """The version of a key or a value; reports one that other readers would take for less."""
        if node.plain and _ENDS_IN_ZERO.fullmatch(node.text):
            span = span_of(node)
            edit = Edit(path=self._path, span=span, text=f"'{node.text}'")
            problem = Problem(
                message=f"the version {node.text} is not quoted",
                at=Place(path=self._path, span=span),
                hint=f"quote it: '{node.text}'",
                event=name,
                fix=Fix(safety=Safety.SAFE, edits=(edit,)),
            )
            self.found.append((meaning_codes.UNQUOTED_VERSION, problem))
        return parse_version(node.text)


def claimed_names(events: Mapping[str, Event]) -> Iterator[Found]:
    """The problems of previous names that could mean two events."""
    owners: dict[str, Event] = {}
    for event in events.values():
        for index, old in enumerate(event.previous_names):
            other = events.get(old) or owners.setdefault(old, event)
            if other is event and old != event.name:
                continue
            is_own = other is event
            whose = "its own name" if is_own else f"claimed by the event {other.name!r}"
            problem = Problem(
                message=f"the previous name {old!r} is {whose}",
                at=event.origin.at("previous_names", index),
                related=() if is_own else (_claim(other),),
                event=event.name,
                hint="keep it at one of them",
            )
            yield meaning_codes.NAME_CLAIMED, problem


def _claim(other: Event) -> Related:
    return Related(message=f"{other.name!r} is here", at=other.origin.place)


def _mapping(json: Json) -> Mapping[str, Json]:
    return json if isinstance(json, dict) else {}
