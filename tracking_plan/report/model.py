"""What a reporter is given, and the lines of source that some of them quote."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracking_plan.finding import Finding, Severity
from tracking_plan.place import Json, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A finished run, ready to be turned into text.

    `fingerprints` stand beside `findings`; they, and the excerpts, may be left out for formats
    that do not use them. `excerpts` holds the source line of a place, for the
    places whose line may be shown. `sections` are further keys of the JSON report.
    """

    command: str
    version: str
    findings: tuple[Finding, ...]
    fingerprints: tuple[str, ...]
    fail_on: str = "error"
    plan: str = "tracking-plan.yaml"
    sections: Mapping[str, Json] = field(default_factory=dict)
    excerpts: Mapping[Place, str] = field(default_factory=dict)
    color: bool = False

    def count(self, severity: Severity) -> int:
        """How many findings have the severity."""
        return sum(1 for item in self.findings if item.severity is severity)


def position(at: Place | None, none: str = "-") -> str:
    """`path:line:column` of a place, unescaped; `none` where there is no place."""
    return none if at is None else at.position()
