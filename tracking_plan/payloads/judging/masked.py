"""Names out of payloads, made fit to be shown: cut, and masked where they look personal."""

import re
import unicodedata
from functools import lru_cache

from tracking_plan.personal.looks import EMAIL, PHONE, SOCIAL, Suspect, suspect

MAX_SHOWN = 80
REMEMBERED = 200  # characters of a name of which a verdict is kept: a capture may have long ones


def shown(name: str) -> str:
    """The name, cut to 80 characters; a mask where it looks like personal data.

    Reports escape it; this only makes it short and nobody's data.
    """
    looks = _looks(name) if len(name) > REMEMBERED else _remembered(name)
    if looks:
        return f"<{looks.what.split(' ', 1)[1]}>"
    return name if len(name) <= MAX_SHOWN else f"{name[: MAX_SHOWN - 1]}…"


@lru_cache(maxsize=4096)
def _remembered(name: str) -> Suspect | None:
    """What a short name looks like: the same few stand in every payload."""
    return _looks(name)


def _looks(name: str) -> Suspect | None:
    """What a name looks like. A mask costs less than a leak: more of them do than values."""
    plain = unicodedata.normalize("NFKC", name).strip()
    looks = suspect(plain, noisy=True) or suspect(plain.upper(), noisy=True)
    if looks:
        return looks
    if _BARE_ADDRESS.search(plain):
        return EMAIL
    if _SOCIAL.search(plain):
        return SOCIAL
    return PHONE if _PHONE.search(plain) else None


_BARE_ADDRESS = re.compile(r"^[^\s@]+@[^\W\d_][\w-]*$")  # in the own network: root@localhost
_SOCIAL = re.compile(r"(?<![0-9-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9-])")
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}"  # anywhere in a name
    r"|\(?0[0-9](?:[ ()./-]{0,2}[0-9]){6,12}"
    r"|(?:\([0-9]{3}\) ?|[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4})(?![\w-])"
)
