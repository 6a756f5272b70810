"""JavaScript's functions that call another one, and the methods of functions that call them."""

from tracking_plan.usage.languages.deferrers import Deferrer

FUNCTION_METHODS = {
    "call": Deferrer(of_owner=True),
    "bind": Deferrer(of_owner=True, is_partial=True),
    "apply": Deferrer(of_owner=True, lists=("arguments",)),
}

DEFERRERS = {
    **dict.fromkeys(("setTimeout", "setInterval"), Deferrer(skipped=1)),
    **dict.fromkeys(("setImmediate", "nextTick", "defer"), Deferrer()),
    "partial": Deferrer(is_partial=True),
}
