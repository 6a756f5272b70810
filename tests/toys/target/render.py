"""The files of a package."""

from collections.abc import Mapping

from tracking_plan.codegen.model import HelperModule
from tracking_plan.plan.settings import Target


def render(module: HelperModule, target: Target) -> Mapping[str, str]:
    lines = (
        f"{method.name}({', '.join(one.name for one in method.parameters)}) {method.constant}\n"
        for method in module.methods
    )
    return {"events.toy": "".join(lines), "base/start.toy": "begin\n"}
