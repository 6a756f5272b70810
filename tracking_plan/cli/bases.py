"""Whether there is something to compare a plan with, told without looking into it."""

import os

from tracking_plan.cli.checkout import left_out
from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session
from tracking_plan.finding import Severity
from tracking_plan.plan.model import Plan
from tracking_plan.regular_file import real_path


def has_registry(session: Session, plan: Plan) -> bool:
    """Whether something stands where the plan's published versions are kept, checked out or not."""
    path = os.path.normpath(plan.registry.path)
    return os.path.lexists(session.folder / path) or bool(left_out(session.folder, path))


def is_in_repository(session: Session) -> bool:
    """Whether the plan lies in a git repository, so that it could be compared."""
    folder = real_path(session.folder)
    return any((each / ".git").exists() for each in (folder, *folder.parents))


class UnusableBaseError(UnusableError):
    """There is a base to compare with, and it cannot be read.

    `is_named`: the user named it. `is_faulty`: it is there, and its plan has errors.
    """

    def __init__(
        self, message: str, hint: str | None, *, is_named: bool, is_faulty: bool = False
    ) -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.says = message
        self.hint = hint
        self.is_named = is_named
        self.is_faulty = is_faulty

    @property
    def severity(self) -> Severity:
        """How much it matters in a pull request, which may be the one that mends the base."""
        return Severity.WARNING if self.is_faulty else Severity.ERROR
