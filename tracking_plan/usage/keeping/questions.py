"""Questions that were asked in an earlier scan, answered by what is known in this one."""

from tracking_plan.usage.facts.asking import QUESTIONS, Question
from tracking_plan.usage.facts.written import Written
from tracking_plan.usage.recognition.project_facts import Project
from tracking_plan.usage.recognition.settings import Settings


class Answerers:
    """What answers questions in one round of a scan."""

    def __init__(self, settings: Settings, project: Project, written: Written) -> None:
        known = (settings, project, written, project.wrappers, *project.imports.answerers)
        self._known = {type(one).__name__: one for one in known}

    def ask(self, asked: Question) -> object:
        """The answer to a question; raises `KeyError` where there is no such question."""
        name, given = asked
        return QUESTIONS[name](self._known[name.partition(".")[0]], *given)
