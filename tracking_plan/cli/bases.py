"""Whether there is something to compare a plan with, told without looking into it."""

import os

from tracking_plan.cli.console import UnusableError
from tracking_plan.cli.session import Session
from tracking_plan.plan.model import Plan


def has_registry(session: Session, plan: Plan) -> bool:
    """Whether something stands where the plan's published versions are kept."""
    return os.path.lexists(os.path.normpath(session.folder / plan.registry.path))


class NoBaseError(UnusableError):
    """There is a base to compare with, and it cannot be read. `is_named`: the user named it."""

    def __init__(self, message: str, hint: str | None, *, is_named: bool) -> None:
        super().__init__(f"{message}; {hint}" if hint else message)
        self.says = message
        self.hint = hint
        self.is_named = is_named
