"""The table of targets, by the name that a plan's `target` gives them."""

from collections.abc import Mapping

from tracking_plan.codegen.target import TargetLanguage
from tracking_plan.codegen.targets.python.target import PYTHON

TARGETS: Mapping[str, TargetLanguage] = {"python": PYTHON}
