"""Paths of Python functions in texts, which queues and schedulers load them by."""

import re

from tracking_plan.usage.languages.language import common_use


def named_use(function: str) -> str:
    """The pattern of what uses a function, a text with its path among it: `"app.tasks.send"`."""
    return rf"{common_use(function)}|[.:]{re.escape(function)}[\"']"
