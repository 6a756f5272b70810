"""What the plan says of one payload, as a value for programs."""

from dataclasses import dataclass

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Severity
from tracking_plan.payloads.judging.version_choice import How


@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadFinding:
    """One thing that is wrong with a payload: the rule's code and name, and what it says.

    `property` is a path such as `items[].sku`, or a field of the envelope; None: the finding is of
    the payload as a whole. `hint` says what to do; None: the message does.
    """

    code: str
    name: str
    severity: Severity
    message: str
    property: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.code} {self.severity}: {self.message}{hint}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a payload is what the plan says, and what is wrong with it.

    It is valid unless one of its findings is an error. `event` is the planned event, or the name as
    sent, fit to be shown; None: there is none. `version` and `how` are the version that it was
    compared with, and how that was chosen; None: with none. They are text, and never change. In a
    condition it is whether the payload is valid: `assert validator.check(payload)`.
    """

    is_valid: bool
    kind: Kind
    event: str | None = None
    version: str | None = None
    how: How | None = None
    findings: tuple[PayloadFinding, ...] = ()

    def __bool__(self) -> bool:
        return self.is_valid

    def __str__(self) -> str:
        name = repr(self.event) if self.event is not None else f"{self.kind} payload"
        version = f" {self.version} ({self.how})" if self.version is not None else ""
        state = "valid" if self.is_valid else "invalid"
        return "\n".join((f"{name}{version}: {state}", *(f"  {one}" for one in self.findings)))
