"""A run of a command: its options, and the plan once it has been asked for."""

import datetime
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from tracking_plan.cli import garbage
from tracking_plan.cli.checkout import CheckedOut
from tracking_plan.cli.console import note
from tracking_plan.cli.option_values import Options
from tracking_plan.cli.plan_file import find_plan
from tracking_plan.finding import Code, FailOn, Finding, Severity
from tracking_plan.place import shown_path
from tracking_plan.plan.load import Loaded, load
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import FindingSettings
from tracking_plan.plan.text.tree import ROOT_NAMES
from tracking_plan.triage.fingerprint import PathNorm, path_norm
from tracking_plan.triage.plan_settings import plan_layer, selector_findings
from tracking_plan.triage.rule_index import SELECTORS
from tracking_plan.triage.selection import Layer, Selection
from tracking_plan.triage.settings import TriageSettings
from tracking_plan.usage.keeping.folder import cache_folder

_SHOWN_OF_A_CODE = 3


class UnusablePlanError(Exception):
    """The plan is so wrong that the run cannot go on; the findings say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings about the plan")
        self.findings = findings


_LINTING = ("lint", "check")  # which say that a file may have been forgotten


class Session:
    """The options of a run, and the plan once it has been asked for."""

    def __init__(self, options: Options, *, command: str, cwd: Path) -> None:
        self.options = options
        self.command = command
        self.cwd = cwd
        self._root: Path | None = None
        self._loaded: Loaded | None = None
        self.selectors = SELECTORS

    @property
    def quiet(self) -> bool:
        """Whether only findings are printed."""
        return self.options.quiet

    @property
    def verbose(self) -> bool:
        """Whether more is said about what was done."""
        return self.options.verbose

    @property
    def figures(self) -> bool:
        """Whether figures about the run are printed."""
        return self.options.figures

    @property
    def cache(self) -> Path | None:
        """The folder for what is kept of code from run to run; None: nothing is."""
        return None if self.options.no_cache else cache_folder()

    @property
    def today(self) -> datetime.date:
        """The day of the run."""
        return self.options.today or datetime.date.today()

    @property
    def color(self) -> bool:
        """Whether standard output is coloured (no-color.org; FORCE_COLOR for logs that can)."""
        if self.options.color != "auto":
            return self.options.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
            return True
        return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"

    @property
    def at_most(self) -> int | None:
        """How many findings of one code are shown before the rest is counted; None: all."""
        return None if self.verbose or not sys.stdout.isatty() else _SHOWN_OF_A_CODE

    @property
    def root(self) -> Path:
        """The plan's root file.

        Raises:
            UnusableError: there is none.
        """
        if self._root is None:
            self._root = find_plan(self.options.plan_path, self.cwd)
            self._note_rival(self._root)
        return self._root

    @property
    def has_plan(self) -> bool:
        """Whether a plan has been asked for."""
        return self._root is not None

    @property
    def known_plan_files(self) -> frozenset[Path]:
        """The files of the plan as far as they have been looked for, readable or not."""
        root = () if self._root is None else (self._root,)
        findings = self._loaded.findings if self._loaded is not None else ()
        faulty = (item.problem.at.path for item in findings if item.problem.at is not None)
        return frozenset((*root, *(self.cwd / path for path in (*self.plan_files, *faulty))))

    def _note_rival(self, root: Path) -> None:
        """Notes a file beside the plan that has a plan's name and is not read."""
        given = self.options.plan_path
        is_chosen = given is not None and not (self.cwd / given).is_dir()
        rivals = (root.with_name(name) for name in ROOT_NAMES if name != root.name)
        for rival in rivals:
            if not is_chosen and rival.is_file() and not rival.samefile(root):
                self.note(
                    f"note: {self.shown_path(root)} is the plan;"
                    f" {self.shown_path(rival)} beside it is not read"
                )

    @property
    def folder(self) -> Path:
        """The folder of the plan's root file."""
        return self.root.parent

    def loaded(self) -> Loaded:
        """The plan as far as it could be read.

        Raises:
            UnusablePlanError: its root cannot be decoded.
        """
        if self._loaded is None:
            with garbage.kept_to_the_end():  # a plan is a million objects: a search costs seconds
                tree = CheckedOut(self.folder, self.cwd, named=self.root.name)
                self._loaded = load(tree, self.root.name, looks_beside=self.command in _LINTING)
            if self._loaded.plan is None:
                raise UnusablePlanError(self._loaded.findings)
        return self._loaded

    def forget_plan(self) -> None:
        """Forgets the plan: its next use reads it again."""
        self._root = self._loaded = None

    def plan(self) -> Plan:
        """The plan.

        Raises:
            UnusablePlanError: it has F errors.
        """
        loaded = self.loaded()
        errors = tuple(f for f in loaded.findings if f.severity is Severity.ERROR)
        if loaded.plan is None or errors:
            raise UnusablePlanError(errors or loaded.findings)
        return loaded.plan

    @property
    def base(self) -> Path:
        """The folder that baselines count from: the plan's, or the current one without a plan."""
        return self._root.parent if self._root is not None else self.cwd

    @property
    def plan_files(self) -> Mapping[str, str]:
        """The texts of the plan's files by their paths; none where no plan has been loaded."""
        if self._loaded is None or self._loaded.plan is None:
            return {}
        return {file.path: file.text for file in self._loaded.plan.files}

    @property
    def registry(self) -> Path | None:
        """The folder of the plan's published versions; None where no plan has been loaded."""
        if self._loaded is None or self._loaded.plan is None:
            return None
        return self.folder / self._loaded.plan.registry.path

    @property
    def include(self) -> tuple[str, ...]:
        """The patterns of the plan's further files; none where no plan has been loaded."""
        if self._loaded is None or self._loaded.plan is None:
            return ()
        return self._loaded.plan.include

    @property
    def norm(self) -> PathNorm:
        """Makes a finding's path one as seen from `base`."""
        return path_norm(cwd=self.cwd, base=self.base)

    def shown_path(self, path: Path) -> str:
        """A path as findings name it: relative where it lies below the current folder."""
        return shown_path(path, self.cwd)

    @property
    def settings(self) -> FindingSettings:
        """The plan's settings of findings; the defaults where no plan has been loaded."""
        if self._loaded is None or self._loaded.plan is None:
            return FindingSettings()
        return self._loaded.plan.findings

    @property
    def selection(self) -> Selection:
        """Which rules are on: the plan's settings, and the command line's over them."""
        options = self.options
        line = Layer(
            select=options.select or None,
            extend_select=options.extend_select,
            ignore=options.ignore,
        )
        return Selection(layers=(plan_layer(self.settings), line))

    def add_codes(self, codes: Iterable[Code]) -> None:
        """Adds the codes of the user's own rules, so that selectors and suppressions find them."""
        self.selectors = replace(self.selectors, own=(*self.selectors.own, *codes))

    def triage_settings(self, judged: frozenset[str] = frozenset()) -> TriageSettings:
        """What decides which findings are shown, without a baseline.

        `judged` are the families (first letters of codes) that were looked at in full.
        """
        return TriageSettings(
            selection=self.selection,
            selectors=self.selectors,
            today=self.today,
            judged=judged,
            norm=self.norm,
            faults=tuple(selector_findings(self.settings, self.selectors)),
        )

    @property
    def fail_on(self) -> FailOn:
        """The least severity that fails the run."""
        return FailOn(self.options.fail_on or self.settings.fail_on)

    def note(self, message: str) -> None:
        """Says something about the run on standard error, unless it is to be quiet."""
        if not self.quiet:
            note(message)
