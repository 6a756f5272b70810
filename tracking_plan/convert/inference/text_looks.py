"""Whether a text looks personal, asked of every text of a capture: cheap where it does not."""

import re

from tracking_plan.personal.looks import Suspect, suspect

_SHORT = 5  # characters: no address, number or key is shorter
_SHORT_NUMBER = 14  # a card's, an account's; a key is no shorter
_SIGNS = re.compile(  # of phone numbers and IP addresses, which are looked for as whole texts
    r"(?:tel:|sms:)?[0-9 ()+./:,\-]{7,80}"
    r"|[0-9A-Fa-f:.,\[\]/% ]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.,\[\]/% ]*"
)


def looks_of(text: str) -> Suspect | None:
    """What a text looks like, phone numbers and IP addresses included; None: nothing personal."""
    if len(text) < _SHORT:
        return None
    if (
        len(text) >= _SHORT_NUMBER
        or "@" in text
        or "%40" in text
        or "://" in text
        or not text.isascii()
    ):
        found = suspect(text)
        if found is not None:
            return found
    return suspect(text, noisy=True) if _SIGNS.fullmatch(text) else None
