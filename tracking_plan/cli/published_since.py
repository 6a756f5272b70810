"""Whether all is there still that was published at a base, with the same meaning."""

import posixpath
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from tracking_plan.cli.registry_state import RegistryState, misnamed, registry_folder
from tracking_plan.cli.session import Session
from tracking_plan.finding import Finding, Severity
from tracking_plan.names.phrases import plural
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.registry import codes
from tracking_plan.registry.bases.base import Base
from tracking_plan.registry.publishing.candidates import Key
from tracking_plan.registry.publishing.layout import INDEX
from tracking_plan.registry.publishing.published import NOTHING, Published, published
from tracking_plan.registry.publishing.since_base import Lost, lost, retired, untold
from tracking_plan.rule import Problem, finding

_MOST_NAMED = 3


class Since:
    """A base, the plan that it has, and the run that compares its registry with today's."""

    def __init__(self, session: Session, plan: Plan, base: Base, old_plan: Plan) -> None:
        self.session = session
        self.plan = plan
        self.base = base
        self.old_plan = old_plan

    def findings(self, registry: RegistryState) -> Iterator[Finding]:
        """A finding for each published version that is gone, or means something else now."""
        if not registry.is_usable:  # its place is wrong, which is said
            return
        before = self._before
        gone = tuple(lost(before, registry.published))
        if gone and registry.published.is_empty:
            yield finding(codes.HISTORY_REWRITTEN, self._all_gone(before))
        else:
            for one in gone:
                yield finding(codes.HISTORY_REWRITTEN, self._problem(one))
        unknown = untold(before)
        if unknown:
            shown = [f"{path!r} {says}" for path, says in list(unknown.items())[:_MOST_NAMED]]
            more = ", ..." if len(unknown) > _MOST_NAMED else ""
            problem = Problem(
                message=f"the registry at {self.base.label} cannot be read in full:"
                f" {', '.join(shown)}{more}",
                at=Place(path=self.plan.path),
                hint="what was published in these files is not compared with today",
            )  # the change that mends it is compared with it, too: no reason to fail
            yield replace(finding(codes.NOT_COMPARED, problem), severity=Severity.WARNING)

    def retired(self, registry: RegistryState) -> Iterator[Finding]:
        """A finding for each major that the index calls over, and that nobody was told of."""
        for key in retired(self._before, registry.published, self.plan, self.session.today):
            yield finding(codes.HISTORY_REWRITTEN, self._retired(key))

    def _retired(self, key: Key) -> Problem:
        event, version = key
        before = self._before.known_entries[key].status
        now = self.session.shown_path(registry_folder(self.session, self.plan) / INDEX)
        return Problem(
            message=f"{event!r} {version} was {before} at {self.base.label}; the index of today has"
            f" it out of use, and it was not deprecated before: {now!r}",
            at=Place(path=now),
            hint=f"{self._restore((INDEX,))}; then deprecate it in the plan, publish that, and"
            " retire it later",
            event=event,
            version=str(version),
        )

    @cached_property
    def _before(self) -> Published:
        """The registry of the base. All its files are asked for at once."""
        folder = posixpath.normpath(self.old_plan.registry.path)
        if self.base.is_absent or misnamed(folder):
            return NOTHING
        tree = self.base.tree
        for path in tree.below(folder).files:
            tree.is_inside(path)
        return published(tree, folder)

    def _problem(self, one: Lost) -> Problem:
        (event, version), path = one.key, one.path
        now = self.session.shown_path(registry_folder(self.session, self.plan) / path)
        what = "is gone" if one.is_gone else "means something else now"
        return Problem(
            message=f"{event!r} {version} was published at {self.base.label}, and {what}: {now!r}",
            at=Place(path=now),
            hint=f"{self._restore((path, INDEX))}; then `tracking-plan publish` writes the index"
            " anew",
            event=event,
            version=str(version),
        )

    def _all_gone(self, before: Published) -> Problem:
        count = plural(len({*before.files, *before.known_entries}), "published version")
        return Problem(
            message=f"the registry had {count} at {self.base.label}, and is gone:"
            f" {self.plan.registry.path!r}",
            at=self.plan.origin.at("registry", "path"),
            hint=self._still_there() or self._restore(("",)),
        )

    def _still_there(self) -> str | None:
        """What to do where only the path in the plan has changed; None: it has not, or more has."""
        old = posixpath.normpath(self.old_plan.registry.path)
        if not self._moved() or not (self.session.folder / old / INDEX).is_file():
            return None
        return f"it is in {old!r} still: correct `registry.path`, or move it there"

    def _restore(self, paths: Sequence[str]) -> str:
        """How to restore files of the registry, by their paths below it."""
        folder = posixpath.normpath(self.old_plan.registry.path)
        each = [posixpath.normpath(f"{folder}/{path}") for path in paths]
        if self.base.commit is None:
            shown = " and ".join(repr(self.base.tree.shown(path)) for path in each)
            return f"restore it: copy {shown}{self._moved()}"
        at_root = "" if (self.session.cwd / ".git").exists() else ":/"
        named = (shlex.quote(f"{at_root}{self.base.folder}{path}") for path in each)
        return f"restore it: `git checkout {self.base.commit} -- {' '.join(named)}`{self._moved()}"

    def _moved(self) -> str:
        """Where the files go that were in another folder; nothing where they were in this one."""
        old = posixpath.normpath(self.old_plan.registry.path)
        now = posixpath.normpath(self.plan.registry.path)
        return "" if old == now else f", and move it from {old!r} to {now!r} (`registry.path`)"
