"""Names out of payloads, made fit to be shown: cut, and masked where they look personal."""

from tracking_plan.payloads.judging.personal_values import suspect
from tracking_plan.place import Route
from tracking_plan.validation.validator import property_path

MAX_SHOWN = 80


def shown(name: str) -> str:
    """The name, cut to 80 characters; a mask where it looks like personal data.

    Reports escape it; this only makes it short and nobody's data.
    """
    looks = suspect(name, noisy=True)
    if looks:
        return f"<{looks.what.split(' ', 1)[1]}>"
    return name if len(name) <= MAX_SHOWN else f"{name[: MAX_SHOWN - 1]}…"


def shown_route(route: Route) -> str:
    """The property path of a route, each of its keys fit to be shown."""
    return property_path(step if isinstance(step, int) else shown(step) for step in route)
