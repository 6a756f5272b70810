"""A finished run as reporters get it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tracking_plan.finding import FailOn, Finding, Severity
from tracking_plan.place import Json, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A finished run, ready to be turned into text.

    `fingerprints` are those of `findings`, in the same order; they, and the excerpts, may be left
    out for formats that do not use them. `excerpts` has the line of text at each place whose line
    may be shown. `sections` are further keys of the JSON report. `suppressed` and `excused` say
    how many findings comments and the baseline keep out of it. `at_most` is how many findings of
    one code the text shows before it counts the rest; None: all. `prefix` is the path of the
    current folder, from which paths count, in its repository. `shown` is what a command shows above
    its findings, by format.
    """

    command: str
    version: str
    findings: tuple[Finding, ...]
    fingerprints: tuple[str, ...]
    fail_on: FailOn = FailOn.ERROR
    plan: str = "tracking-plan.yaml"
    sections: Mapping[str, Json] = field(default_factory=dict)
    excerpts: Mapping[Place, str] = field(default_factory=dict)
    suppressed: int = 0
    excused: int = 0
    color: bool = False
    at_most: int | None = None
    prefix: str = ""
    shown: Mapping[str, Callable[[], str]] = field(default_factory=dict)
    pages: Mapping[str, Callable[["Report"], str]] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings have the severity."""
        return sum(1 for item in self.findings if item.severity is severity)

    def is_failure(self, item: Finding) -> bool:
        """Whether the finding fails the run."""
        return self.fail_on.is_failure(item.severity)
