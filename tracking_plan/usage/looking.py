"""What a scan did not look at, for commands that judge no call: they are not to look green."""

from collections.abc import Callable

from tracking_plan.finding import Code, Finding
from tracking_plan.rule import judge
from tracking_plan.usage.rules import file_skipped, git_without_answer, no_code_read
from tracking_plan.usage.subject import Subject

_RULES = (no_code_read.RULE, file_skipped.RULE, git_without_answer.RULE)


def not_looked_at(subject: Subject, is_on: Callable[[Code], bool]) -> tuple[Finding, ...]:
    """The findings of `usage` that say what was not looked at, of the rules that are on."""
    return tuple(judge((rule for rule in _RULES if is_on(rule.code)), subject))
