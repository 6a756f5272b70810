"""The methods of JavaScript's functions that call them."""

from tracking_plan.usage.languages.deferrers import Deferrer

FUNCTION_METHODS = {
    "call": Deferrer(of_owner=True),
    "bind": Deferrer(of_owner=True, is_partial=True),
    "apply": Deferrer(of_owner=True, lists=("arguments",)),
}
