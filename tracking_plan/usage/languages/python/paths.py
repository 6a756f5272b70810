"""Paths of Python functions in texts, which queues and schedulers load them by."""

import re

from tracking_plan.usage.languages.language import common_use
from tracking_plan.usage.languages.python.deferring import FUNCTION_METHODS

_METHODS = "|".join(FUNCTION_METHODS)


def named_use(function: str) -> str:
    """The pattern of what uses a function: as in all languages, and by the methods of a task.

    A text with its path is among it: `"app.tasks.send"`.
    """
    name = re.escape(function)
    task = rf"(?<![\w$]){name}\s*\.\s*(?:{_METHODS})\b"
    return rf"{common_use(function)}|{task}|[.:]{name}[\"']"
