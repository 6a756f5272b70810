"""The table of target languages, by the name that a plan's `target` gives them."""

from collections.abc import Mapping

from tracking_plan.codegen.target import Language
from tracking_plan.codegen.targets.python.target import PYTHON

LANGUAGES: Mapping[str, Language] = {"python": PYTHON}
