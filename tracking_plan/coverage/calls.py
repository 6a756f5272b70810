"""Calls by the version of the event that they send, and which of a version's keys they send."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracking_plan.plan.model import Event
from tracking_plan.usage.facts.call import Call, Resolution, SentEvent
from tracking_plan.usage.matching import MatchedCall, MatchedObject
from tracking_plan.usage.subject import Subject


@dataclass(slots=True)
class Sender:
    """A call that sends an event, beside the version: several times where it has several forms."""

    call: Call
    matched: list[MatchedCall] = field(default_factory=list)


@dataclass(slots=True)
class Senders:
    """The calls of one event version, by their identities: those that send it, or may send it."""

    sure: dict[int, Sender] = field(default_factory=dict)
    possible: dict[int, Call] = field(default_factory=dict)

    def add(self, call: Call, matched: MatchedCall | None = None) -> None:
        """Adds a call that surely sends the event, with what it sends where that is known."""
        sender = self.sure.setdefault(id(call), Sender(call))
        if matched is not None:
            sender.matched.append(matched)


class CallsByVersion:
    """Calls by what they send: those of unknown version are under the version None."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._by_version: dict[tuple[str, str | None], Senders] = {}
        self.unplanned: dict[str, Senders] = {}
        self._matched: dict[tuple[int, int], MatchedCall] = {
            (id(one.call), id(one.sent)): one for one in subject.matched_calls if one.sent
        }
        for call in subject.calls:
            for sent in call.events:
                self._add(call, sent)
        for call in subject.scan.doubtful:
            for sent in call.events:
                self._add_possible(call, sent)

    def of(self, name: str, version: str | None) -> Senders:
        """The calls of an event version; with None, those of the event whose version is unknown."""
        return self._by_version.get((name, version)) or Senders()

    def _senders(self, name: str, version: str | None) -> Senders:
        return self._by_version.setdefault((name, version), Senders())

    def _add(self, call: Call, sent: SentEvent) -> None:
        if sent.resolution is Resolution.PATTERN or sent.is_possible:
            self._add_possible(call, sent)
            return
        match = self._subject.names.find(sent.name)
        if match is None:
            self.unplanned.setdefault(sent.name, Senders()).add(call)
            return
        matched = self._matched.get((id(call), id(sent))) or _of_helper(call, sent, match.event)
        if matched is not None:
            self._senders(match.event.name, matched.version_text).add(call, matched)
        else:
            self._senders(match.event.name, _only_version(match.event)).add(call)

    def _add_possible(self, call: Call, sent: SentEvent) -> None:
        if sent.resolution is Resolution.PATTERN:
            meant = self._subject.fitting(sent)
            if not meant and not sent.is_possible and not call.is_doubtful:
                self.unplanned.setdefault(sent.name, Senders()).add(call)
        else:
            match = self._subject.names.find(sent.name)
            meant = (match.event,) if match else ()
        for event in meant:
            self._senders(event.name, _only_version(event)).possible[id(call)] = call


def _only_version(event: Event) -> str | None:
    """The version of an event that has no other; None where it has several."""
    return None if event.previous else str(event.current.version)


def _of_helper(call: Call, sent: SentEvent, event: Event) -> MatchedCall | None:
    """The call of a generated helper beside the version that it sends; None for other calls."""
    found = [one for one in event.versions if str(one.version) == sent.version]
    if not found:
        return None
    version = found[0]
    return MatchedCall(
        call=call,
        sent=sent,
        event=event,
        version=version,
        properties=version.properties,
        is_open=version.additional_properties is not False,
        others=version.others,
        version_property=None,
    )


class SentKeys:
    """The paths of the keys that a call sends, and of those that it surely does not send."""

    def __init__(self, sender: Sender) -> None:
        self._is_known = bool(sender.matched)
        self._objects = tuple(one for matched in sender.matched for one in matched.objects())
        self._sent = frozenset(path for one in self._objects for path in _paths(one))
        self._lacking: dict[str, bool] = {"": False}

    def sends(self, path: str) -> bool:
        """Whether the call sends something at the path, in some runs at least."""
        return path in self._sent

    def lacks(self, path: str, parent: str) -> bool:
        """Whether it surely sends nothing there. `parent` has been asked about before."""
        self._lacking[path] = not self.sends(path) and self._is_absent(path, parent)
        return self._lacking[path]

    def _is_absent(self, path: str, parent: str) -> bool:
        if self._lacking.get(parent):
            return True
        if not self._is_known or "[]" in path or "{}" in path:
            return False  # of arrays and maps not each value is seen
        around = [one for one in self._objects if one.path == parent]
        return bool(around) and all(one.sent.is_complete and one.are_all_known for one in around)

    def unplanned(self) -> Iterator[str]:
        """The paths of the keys that it sends and the version does not have."""
        for one in self._objects:
            for key in one.sent.properties:
                is_known = one.is_free(key.name) or key.is_argument
                if not is_known and one.planned_for(key) is None:
                    yield one.path_of(key.name)


def _paths(found: MatchedObject) -> Iterator[str]:
    """The paths of an object's keys, and of the items of arrays that they have."""
    for key in found.sent.properties:
        yield found.path_of(key.name)
        planned = found.planned_for(key)
        if planned is not None:
            yield planned[0]
    for value in found.values():
        yield value.path
