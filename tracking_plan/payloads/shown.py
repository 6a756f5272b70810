"""Names out of payloads, made fit to be shown: cut, and masked where they look personal."""

from tracking_plan.payloads.personal import suspect

MAX_SHOWN = 80


def shown(name: str) -> str:
    """The name, cut to 80 characters; a mask where it looks like personal data.

    Reports escape it; this only sees to it that it is short and nobody's data.
    """
    looks = suspect(name, noisy=True)
    if looks:
        return f"<{looks.what.split(' ', 1)[1]}>"
    return name if len(name) <= MAX_SHOWN else f"{name[: MAX_SHOWN - 1]}…"
