"""Names out of payloads, made fit to be shown: cut, and masked where they look personal."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from tracking_plan.personal.looks import EMAIL, IP, PHONE, SOCIAL, Suspect, is_ip6, suspect

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
    whole = unicodedata.normalize("NFKC", name[:_MOST_SEARCHED]).strip()
    plain = whole.strip(_EDGES)
    looks = _first((whole, plain), noisy=True) or _first(_words(plain), noisy=False)
    if looks:
        return looks
    if _BARE_ADDRESS.search(plain):
        return EMAIL
    if _IP4.search(plain) or any(map(is_ip6, _IP6.findall(plain))):
        return IP
    if _SOCIAL.search(plain):
        return SOCIAL
    return PHONE if _PHONE.search(plain) or _PHONE_IN_WORD.search(plain) else None


def _first(texts: Iterable[str], *, noisy: bool) -> Suspect | None:
    """What the first of the texts that looks personal looks like, whatever its case."""
    each = (suspect(one, noisy=noisy) for text in texts for one in (text, text.upper()))
    return next(filter(None, each), None)


def _words(name: str) -> Iterator[str]:
    """A name with its underscores, which join words, as blanks; and what stands behind each."""
    if "_" not in name:
        return
    yield name.replace("_", " ")
    ends = (found.end() for found in re.finditer("_+", name))
    for end in islice(ends, _MOST_WORDS):
        yield name[end:]


_EDGES = "-_$#@.,:;()[]{}<>'\"\\/ "
_MOST_WORDS = 20
_MOST_SEARCHED = 2000  # characters: of a long name, no more is shown than its beginning
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"
_IP4 = re.compile(rf"(?<![0-9vV])(?<![0-9]\.)(?:{_BYTE}\.){{3}}{_BYTE}(?![0-9]|\.[0-9])")
_IP6 = re.compile(  # two groups have digits at least: `A::B` is code
    r"(?<![0-9A-Za-z])(?=[A-Fa-f:]*[0-9][0-9A-Fa-f]*:[A-Fa-f:]*[0-9])[0-9A-Fa-f:]{3,39}(?![0-9A-Za-z:])"
)
_BARE_ADDRESS = re.compile(r"^[^\s@]+@[^\W\d_][\w-]*$")  # in the own network: root@localhost
_SOCIAL = re.compile(r"(?<![0-9-])[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}(?![0-9-])")
_PHONE = re.compile(
    r"(?<![\w.-])(?:\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}"  # anywhere in a name
    r"|\(?0[0-9](?:[ ()./-]{0,2}[0-9]){6,12}"
    r"|(?:\([0-9]{3}\) ?|[0-9]{3}[ .-])[0-9]{3}[ .-][0-9]{4})(?![^\W_]|-)"
)
_PHONE_IN_WORD = re.compile(r"[_.-]\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}(?![0-9])")
