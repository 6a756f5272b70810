"""How payloads are judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from tracking_plan.finding import Code, Problem, Severity
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.validation.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices of a run. `noisy`: phone numbers and IP addresses are looked for as well.

    `severities` says how severe a finding of a code (its id) is in this run that is so severe by
    itself; None: it is off. What is not in there is as severe as by itself. They decide which
    payloads are valid. `shape` is the one of all payloads; None: each shows its own.
    """

    today: date
    engine: Engine = Engine.RUST
    show_values: bool = False
    noisy: bool = False
    shape: Shape | None = None
    severities: Mapping[tuple[str, Severity], Severity | None] = field(default_factory=dict)

    def is_on(self, code: Code) -> bool:
        """Whether findings of the code, as severe as it is by itself, are shown in this run."""
        return self.severities.get((code.id, code.severity), code.default or None) is not None

    def severity_of(self, code: Code, problem: Problem) -> Severity | None:
        """How severe the problem is in this run; None: it is not shown."""
        own = problem.severity or code.severity
        return self.severities.get((code.id, own), own)
