"""What a command found, and which codes it looked at in full."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tracking_plan.families import seen_by
from tracking_plan.finding import Finding
from tracking_plan.place import Json
from tracking_plan.report.model import Report
from tracking_plan.suppression import Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command found.

    `summary` is one line for people ("15 events, 61 properties in 6 files"), `notes` are closing
    lines about what could not be looked at; `--figures` shows the `details`. `sections` are further
    keys of the JSON report; `shown` is what stands above the findings, by format, and `pages` are
    formats of the command's own. `measured` are lines about the run itself. `judged` are the
    families of codes (their first letters) that were looked at; None: those of the command.
    `is_partial` says that only a part of the input was looked at, so that nothing can be called
    unused. Without `is_judgment` the command did something and looked at nothing.
    """

    command: str
    findings: tuple[Finding, ...]
    suppressions: tuple[Suppression, ...] = ()
    sections: Mapping[str, Json] = field(default_factory=dict)
    summary: str = ""
    notes: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    shown: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    pages: Mapping[str, Callable[[Report], str]] = field(default_factory=dict)
    measured: tuple[str, ...] = ()
    judged: frozenset[str] | None = None
    is_partial: bool = False
    is_judgment: bool = True

    @property
    def judged_in_full(self) -> frozenset[str]:
        """The families of which every finding is here, so that what is not here does not occur."""
        if self.is_partial or not self.is_judgment:
            return frozenset()
        return self.families

    @property
    def families(self) -> frozenset[str]:
        """The families of which rules were run, on all or on a part."""
        return seen_by(self.command) if self.judged is None else self.judged
