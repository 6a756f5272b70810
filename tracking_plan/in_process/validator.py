"""Checks payloads against a plan, in a program: `Validator.of("tracking-plan.yaml").check(...)`."""

import os
from datetime import date
from pathlib import Path
from threading import RLock

from tracking_plan.in_process.judge import Judge
from tracking_plan.in_process.loading import PlanError, loaded_plan
from tracking_plan.in_process.verdict import Verdict
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.run import RULES
from tracking_plan.plan.model import Plan
from tracking_plan.rule import discovered
from tracking_plan.triage.plan_settings import plan_layer
from tracking_plan.triage.selection import Selection
from tracking_plan.triage.severities import severities


class Validator:
    """Says of one payload after the other what the plan says of it.

    Make one and keep it: it reads the plan once, and compiles the schema of an event version when
    a payload first needs it. Threads may share it.

    `pii` looks for phone numbers and IP addresses as well, `show_values` puts values into messages,
    and `today` is the day that sunsets are compared with where a payload has no timestamp; None:
    the day of each check.

    Raises:
        PlanError: the plan has errors.
    """

    def __init__(
        self,
        plan: Plan,
        *,
        pii: bool = False,
        show_values: bool = False,
        today: date | None = None,
    ) -> None:
        if plan.has_faults:
            raise PlanError(
                (f"the plan {plan.path!r} has errors; `tracking-plan lint` says which",)
            )
        self._plan = plan
        self._pii = pii
        self._show_values = show_values
        self._today = today
        self._rules = tuple(one for one in discovered(RULES) if isinstance(one, PayloadRule))
        self._severities = severities(Selection(layers=(plan_layer(plan.findings),)), "D")
        self._lock = RLock()  # a finalizer may check a payload within a check
        self._day = today or date.today()
        self._judge = self._of_day(self._day)

    @classmethod
    def of(
        cls,
        path: str | os.PathLike[str],
        *,
        pii: bool = False,
        show_values: bool = False,
        today: date | None = None,
    ) -> "Validator":
        """A validator for the plan whose root file this is, or whose root file is in this folder.

        Raises:
            OSError: it cannot be read.
            PlanError: the plan has errors.
        """
        return cls(loaded_plan(Path(path)), pii=pii, show_values=show_values, today=today)

    def check(self, payload: object) -> Verdict:
        """What the plan says of one payload, as the API takes it.

        Nothing is raised, whatever the payload: what is no JSON is a finding. Of a batch, check
        each item.
        """
        with self._lock:
            day = self._today or date.today()
            if day != self._day:  # a service runs for weeks
                self._day, self._judge = day, self._of_day(day)
            return self._judge.verdict(payload)

    def _of_day(self, day: date) -> Judge:
        settings = Settings(
            today=day,
            show_values=self._show_values,
            noisy=self._pii,
            severities=self._severities,
        )
        return Judge(self._plan, settings, self._rules)
