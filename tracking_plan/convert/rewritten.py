"""A plan whose files have been edited, in memory: loaded again, and compared with what it was."""

from collections.abc import Iterable, Mapping
from datetime import date

from tracking_plan.convert.bumps import Raised, curable
from tracking_plan.finding import Severity
from tracking_plan.place import JsonSchema
from tracking_plan.plan.json_schema import version_schema
from tracking_plan.plan.load import load
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.tree import Listing, Tree
from tracking_plan.plan.version import Version
from tracking_plan.registry.captured import Answers
from tracking_plan.registry.comparison import compare
from tracking_plan.registry.planned import planned
from tracking_plan.registry.publishing.frozen import SOURCES
from tracking_plan.registry.publishing.meaning import content_hash
from tracking_plan.registry.steps.change import Bump
from tracking_plan.registry.steps.step import History, Side

_Meant = tuple[str, str, str]


class Edited:
    """A tree, some files of which have another text."""

    def __init__(self, tree: Tree, texts: Mapping[str, str]) -> None:
        self._tree = tree
        self._texts = texts

    def read(self, path: str) -> bytes:
        """The text in UTF-8, or what is there.

        Raises:
            OSError: it cannot be read.
        """
        text = self._texts.get(self.shown(path))
        return self._tree.read(path) if text is None else text.encode("utf-8")

    def below(self, folder: str) -> Listing:
        """What lies below a folder."""
        return self._tree.below(folder)

    def is_inside(self, path: str) -> bool:
        """Whether a path leads to something in the tree."""
        return self._tree.is_inside(path)

    def identity(self, path: str) -> str:
        """What two paths have in common that lead to one file."""
        return self._tree.identity(path)

    def shown(self, path: str) -> str:
        """A path as findings name it."""
        return self._tree.shown(path)


def is_right(
    before: Plan,
    after: Plan | None,
    written: Iterable[Raised],
    old: Mapping[str, History],
    day: date,
    answers: Answers | None = None,
) -> bool:
    """Whether an edited plan says all that it said, and of each raised event what it needs."""
    if after is None or before.events.keys() != after.events.keys():
        return False
    each = {one.event: one for one in written}
    versions = {name: _versions(before, name) for name in before.events}
    for name, wanted in each.items():
        versions[name] = _expected(versions[name], wanted, old)
    return versions == {name: _versions(after, name) for name in after.events} and _is_enough(
        after, each, old, day, answers
    )


def loaded(tree: Tree, root: str) -> Plan | None:
    """The plan in a tree; None where it has errors."""
    found = load(tree, root)
    has_errors = any(one.severity is Severity.ERROR for one in found.findings)
    return None if has_errors else found.plan


def _versions(plan: Plan, name: str) -> dict[Version, _Meant]:
    """What each version of an event means, by its number."""
    event = plan.events[name]
    return {
        one.version: _meant(
            version_schema(plan, event, one), one.sources, str(one.status), str(one.sunset)
        )
        for one in event.versions
    }


def _meant(schema: JsonSchema, sources: tuple[str, ...] | None, status: str, sunset: str) -> _Meant:
    facts: JsonSchema = {} if sources is None else {SOURCES: list(sources)}
    schema = {key: value for key, value in schema.items() if key not in ("$id", "deprecated")}
    return content_hash(schema | facts), status, sunset


def _expected(
    versions: dict[Version, _Meant], wanted: Raised, old: Mapping[str, History]
) -> dict[Version, _Meant]:
    found = dict(versions)
    if wanted.version is not None:
        found = {
            (wanted.version if number == wanted.current else number): meant
            for number, meant in versions.items()
        }
    if wanted.kept is not None and wanted.entry is not None:
        kept = _as_written(wanted.old, old)
        found[wanted.kept] = _of_side(kept, str(wanted.entry["status"]))
    return found


def _as_written(side: Side, old: Mapping[str, History]) -> Side:
    """The side as its base has it: a step has it as it stands on a day."""
    return next(one for one in old[side.event].sides if one.version == side.version)


def _of_side(side: Side, status: str) -> _Meant:
    schema = {key: value for key, value in side.schema.items() if not _is_of_event(key)}
    return _meant(schema, side.sources, status, str(side.sunset))


def _is_of_event(key: str) -> bool:
    return key.startswith("x-")


def _is_enough(
    after: Plan,
    each: Mapping[str, Raised],
    old: Mapping[str, History],
    day: date,
    answers: Answers | None,
) -> bool:
    """Whether no version of the raised events is too low any more."""
    new, policy = planned(after), after.conventions.compatibility
    names = {one.old.event for one in each.values()}
    compared = compare(
        {name: history for name, history in old.items() if name in names},
        {name: new[name] for name in each},
        day,
        policy,
    )
    settled = (one if answers is None else answers.settled(one, policy) for one in compared)
    return all(curable(one) is Bump.NONE for event in settled for one in event.verdicts)
