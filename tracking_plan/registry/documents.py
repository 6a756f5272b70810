"""Two JSON Schema documents, compared as two versions of an event are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracking_plan.place import Json, Place
from tracking_plan.plan.settings import Compatibility
from tracking_plan.plan.version import Version
from tracking_plan.registry.document_flaws import flaw_of
from tracking_plan.registry.shapes.drafts import strictly
from tracking_plan.registry.shapes.unreached import set_apart
from tracking_plan.registry.steps.change import Bump, Effect
from tracking_plan.registry.steps.step import Shared, Side, Step
from tracking_plan.registry.verdict import Verdict, verdict
from tracking_plan.rule import Problem

_OLD, _NEW = Version(1, 0), Version(1, 1)  # as minors, so that breaks are what is too much
_RANK = tuple(Effect)
_ODD = (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DocumentPair:
    """Two documents by their names, and what came of comparing them.

    `unread` says of each that cannot be used why, and where; `verdict` is None then.
    """

    old: str
    new: str
    verdict: Verdict | None
    unread: tuple[Problem, ...] = ()

    @property
    def producers(self) -> Effect:
        """The worst that happens to those that send."""
        assert self.verdict is not None
        if self.verdict.is_unexplained:
            return Effect.BREAK
        return _worst(one.change.producers for one in self.verdict.changes)

    @property
    def consumers(self) -> Effect:
        """The worst that happens to those that read."""
        assert self.verdict is not None
        return _worst(one.change.consumers for one in self.verdict.changes)

    @property
    def required(self) -> Bump:
        """The bump that the changes need."""
        assert self.verdict is not None
        return Bump.MAJOR if self.producers is Effect.BREAK else self.verdict.required


def _worst(effects: Iterable[Effect]) -> Effect:
    return max(effects, key=_RANK.index, default=Effect.SAFE)


class _InFile:
    """The places of a document: the file as a whole."""

    def __init__(self, path: str) -> None:
        self._path = path

    def shared(self, path: str) -> Shared | None:
        """None."""
        return None

    def of(self, path: str = "", key: str | None = None) -> Place | None:
        """The file."""
        return Place(path=self._path)


def compare_documents(old: str, new: str, before: Json, after: Json, day: date) -> DocumentPair:
    """Two documents, both directions looked at; nothing is raised, whatever they hold."""
    try:
        each = ((old, flaw_of(before)), (new, flaw_of(after)))
        unread = tuple(_unread(name, why) for name, why in each if why is not None)
        if unread:
            return DocumentPair(old=old, new=new, verdict=None, unread=unread)
        step = Step(old=_side(new, old, _OLD, before), new=_side(new, new, _NEW, after), day=day)
        found = verdict(step, Compatibility.ALL)
    except _ODD as error:
        is_deep = isinstance(error, RecursionError)
        said = "it is nested too deeply" if is_deep else str(error) or type(error).__name__
        why = f"cannot be compared: {said}"
        return DocumentPair(old=old, new=new, verdict=None, unread=(_unread(new, why),))
    return DocumentPair(old=old, new=new, verdict=found)


def _unread(name: str, why: str) -> Problem:
    return Problem(message=why, at=Place(path=name))


def _side(name: str, path: str, version: Version, schema: Any) -> Side:
    """A document as a version; a boolean is a schema, too, and every reader takes one."""
    strict: Any = set_apart(strictly(schema))
    return Side(event=name, version=version, schema=strict, places=_InFile(path), is_of_plan=False)
