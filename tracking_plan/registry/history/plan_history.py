"""The plan before and after each commit that changed it, newest first, two of them at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from tracking_plan.finding import Severity
from tracking_plan.plan.model import Plan
from tracking_plan.plan.text.parse import Parsed, parse
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.bases.commit_log import Commit
from tracking_plan.registry.bases.errors import BaseError, MissingObjectsError
from tracking_plan.registry.bases.objects import Objects
from tracking_plan.registry.bases.plan_trees import PlanTree, PlanTrees


class End(StrEnum):
    """Why a history goes no further back."""

    FIRST = "first-commit"
    SINCE = "since"
    SHALLOW = "shallow-clone"
    ERRORS = "errors"
    COUNT = "max-count"
    NO_COMMIT = "not-committed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """A commit whose plan has errors."""

    commit: Commit
    errors: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanChange:
    """The plan before and after a commit; None: what is not committed yet.

    `skipped` are the commits just before it whose plans have errors: what they changed is part of
    the change.
    """

    commit: Commit | None
    before: Plan
    after: Plan
    skipped: tuple[Faulty, ...] = ()


class PlanHistory:
    """The changes of a plan. `faulty`, `end` and `oldest` are complete once all have been seen.

    `oldest` is the commit at which the history ends. `look` gets each plan that is sound, `loading`
    how many have been read.
    """

    def __init__(
        self,
        trees: PlanTrees,
        objects: Objects,
        *,
        is_limited: bool,
        look: Callable[[Plan], None],
        loading: Callable[[int], None],
    ) -> None:
        self._trees = trees
        self._objects = objects
        self._is_limited = is_limited
        self._look = look
        self._loading = loading
        self._parsed = _ParsedFiles()
        self._loaded = 0
        self._errors = 0
        self.faulty: list[Faulty] = []
        self.end = End.NO_COMMIT
        self.oldest: Commit | None = None

    def changes(self, current: Plan | None) -> Iterator[PlanChange]:
        """The changes, newest first; `current` is the plan with what is not committed yet.

        Raises:
            BaseError: a file of an earlier plan is there, but its content is not.
        """
        newer: tuple[Commit | None, Plan] | None = (None, current) if current else None
        skipped: list[Faulty] = []
        tree = self._trees.newest
        for commit, before, after in self._trees.stages():
            plan = self._plan(tree)
            if plan is None:
                skipped.append(Faulty(commit=commit, errors=self._errors))
                self.faulty.append(skipped[-1])
            else:
                if newer is not None:
                    yield _change(newer, plan, skipped)
                moved = self._plan(after) if after.root != tree.root else plan
                newer, skipped = (commit, moved or plan), []
            self.oldest = commit
            if not commit.parents and self._objects.has_parents(commit.oid):
                self.end = End.SHALLOW
                return
            tree = before
        yield from self._last(tree, newer, skipped)

    def _last(
        self, tree: PlanTree, newer: tuple[Commit | None, Plan] | None, skipped: list[Faulty]
    ) -> Iterator[PlanChange]:
        """The oldest change, from what was there before it."""
        plan = self._plan(tree)
        if self._is_limited:
            self.end = End.SINCE
        elif self.oldest is not None:
            self.end = End.FIRST
        if plan is None:
            self.end = End.ERRORS
        elif newer is not None:
            yield _change(newer, plan, skipped)

    def _plan(self, tree: PlanTree) -> Plan | None:
        """The plan of a tree; None: it has errors."""
        base = tree.base(self._objects)
        self._loading(self._loaded)
        self._loaded += 1
        plan, self._errors = sound_plan(base, self._parsed)
        if plan is not None:
            self._look(plan)
        return plan


def sound_plan(base: Base, parsed: "_ParsedFiles | None" = None) -> tuple[Plan | None, int]:
    """The plan of a base and 0, or None and how many errors it has.

    Raises:
        MissingObjectsError: a file of the plan is there, but its content is not.
    """
    try:
        loaded = base.load(parsed.parse if parsed is not None else parse)
    except MissingObjectsError:
        raise
    except BaseError:  # a file that git keeps elsewhere: in LFS, in a submodule
        return None, 1
    if parsed is not None:
        parsed.forget()
    errors = sum(1 for one in loaded.findings if one.severity is Severity.ERROR)
    return (None, max(errors, 1)) if loaded.plan is None or errors else (loaded.plan, 0)


def _change(newer: tuple[Commit | None, Plan], before: Plan, skipped: list[Faulty]) -> PlanChange:
    commit, after = newer
    return PlanChange(commit=commit, before=before, after=after, skipped=tuple(skipped))


class _ParsedFiles:
    """The files of the last plan that was loaded: what the next one shares is not parsed again."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], Parsed] = {}
        self._now: dict[tuple[str, str], Parsed] = {}

    def parse(self, text: str, path: str) -> Parsed:
        """A file, parsed now or before."""
        key = (path, text)
        found = self._last.get(key) or parse(text, path)
        self._now[key] = found
        return found

    def forget(self) -> None:
        """Ends a plan: files that it did not have are forgotten."""
        self._last, self._now = self._now, {}
