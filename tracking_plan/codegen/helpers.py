"""Which helper sends what, for those who read code that calls helpers."""

from collections.abc import Mapping

from tracking_plan.codegen.chosen_versions import parameter_names, select
from tracking_plan.codegen.target import TargetLanguage
from tracking_plan.codegen.targets.table import TARGETS
from tracking_plan.plan.helper import Helper
from tracking_plan.plan.model import Plan
from tracking_plan.plan.settings import Target


def helper_names(
    plan: Plan, target: Target, targets: Mapping[str, TargetLanguage] = TARGETS
) -> Mapping[str, Helper]:
    """What each generated method and plain function sends, by its name.

    Nothing for a target that cannot be generated.
    """
    language = targets.get(target.target)
    if language is None:
        return {}
    helpers: dict[str, Helper] = {}
    for chosen in select(plan, target, language.naming):
        keywords = parameter_names(chosen.version, language.naming)
        helper = Helper(
            event=chosen.event.name,
            version=str(chosen.version.version),
            parameters={keyword: wire for wire, keyword in keywords.items()},
            callers=language.callers,
        )
        helpers[chosen.method] = helper
        helpers[chosen.function] = helper
    return helpers


def current_functions(
    plan: Plan, target: Target, targets: Mapping[str, TargetLanguage] = TARGETS
) -> Mapping[str, tuple[str, Mapping[str, str]]]:
    """The plain function that sends each event as it is now, and its keywords by wire name."""
    language = targets.get(target.target)
    every = select(plan, target, language.naming) if language is not None else ()
    return {
        one.event.name: (one.function, parameter_names(one.version, language.naming))
        for one in every
        if language is not None and one.is_current
    }
