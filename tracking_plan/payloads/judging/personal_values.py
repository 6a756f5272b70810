"""Values that look like personal data or secrets, whatever their property is called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.place import Json, Route
from tracking_plan.plan.model import Pii, Property
from tracking_plan.plan.walk import walk

# The repetitions are bounded so that a long value costs no more than its length. The Rust engine
# (linear anyway) runs the same patterns over whole payloads first; see `screen`.
_EMAIL = r"[A-Za-z0-9._+-]{1,64}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}"
_CARD = r"(?:[0-9][ -]?){12,18}[0-9]"
_CREDENTIAL = (
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}"  # JSON Web Token
    r"|\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[0-9A-Za-z_-]{35}|-----BEGIN [A-Z ]{0,20}PRIVATE KEY"
)
_PHONE = r"^\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}$"
_IP = r"^(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})$"
_FILES = frozenset("png jpg jpeg gif svg webp avif css js mjs ts json html map mp4 pdf".split())
_SHORTEST = 5  # a@b.c
_MAX_SEARCHED = 20_000  # characters of a value that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """What a value looks like. `noisy`: ordinary values look like that too."""

    what: str
    noisy: bool = False


_EMAIL_RE, _CREDENTIAL_RE = re.compile(_EMAIL), re.compile(_CREDENTIAL)
# Digits inside a longer word (a UUID, a hash) are no card's; the Rust engine cannot look around.
_CARD_RE = re.compile(rf"(?<![\w-]){_CARD}(?![\w-])")
_PHONE_RE, _IP_RE = re.compile(_PHONE), re.compile(_IP)
EMAIL, CARD = Suspect(what="an email address"), Suspect(what="a card number")
CREDENTIAL = Suspect(what="a secret key or token")
PHONE = Suspect(what="a phone number", noisy=True)
IP = Suspect(what="an IP address", noisy=True)


def suspect(text: str, *, noisy: bool = False) -> Suspect | None:
    """What a text looks like; None: nothing personal. `noisy`: phone numbers and IPs as well."""
    if len(text) < _SHORTEST:
        return None
    text = text[:_MAX_SEARCHED]
    if ("@" in text or "%40" in text) and any(map(_is_address, _EMAIL_RE.finditer(text))):
        return EMAIL
    if _CREDENTIAL_RE.search(text):
        return CREDENTIAL
    if any(_is_card(match[0]) for match in _CARD_RE.finditer(text)):
        return CARD
    if noisy and _IP_RE.match(text):
        return IP
    return PHONE if noisy and _PHONE_RE.match(text) else None


def _is_address(match: re.Match[str]) -> bool:
    return match[0].rpartition(".")[2].lower() not in _FILES


def _is_card(text: str) -> bool:
    """Whether the digits are a card's: a known issuer's length and prefix, and the Luhn sum."""
    digits = re.sub(r"[ -]", "", text)
    return _issuer_length(digits) and _luhn(digits)


def _issuer_length(digits: str) -> bool:
    head, length = int(digits[:4]), len(digits)
    if digits[0] == "4":
        return length in (13, 16, 19)
    if 5100 <= head <= 5599 or 2221 <= head <= 2720 or head == 6011 or 6500 <= head <= 6599:
        return length == 16
    if 3400 <= head <= 3499 or 3700 <= head <= 3799:
        return length == 15
    return 3528 <= head <= 3589 and length == 16


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def found(value: Json, route: Route, *, noisy: bool) -> Iterator[tuple[Route, Suspect, str]]:
    """The route, the look and the text of each value in `value` that looks personal."""
    if isinstance(value, str):
        looks = suspect(value, noisy=noisy)
        if looks:
            yield route, looks, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, _SEARCHED):
                yield from found(item, (*route, index), noisy=noisy)
    elif isinstance(value, dict):
        for key, item in value.items():
            if isinstance(item, _SEARCHED):
                yield from found(item, (*route, key), noisy=noisy)


_SEARCHED = (str, list, dict)


def declared(properties: tuple[Property, ...]) -> Iterator[tuple[str, Pii]]:
    """The paths of the properties of which the plan says whether they are personal."""
    for path, prop in walk(properties, descends=lambda prop: prop.pii is None):
        if prop.pii is not None:
            yield path, prop.pii


def personal_pattern(*, noisy: bool) -> str:
    """One pattern, for a linear-time engine, of all texts that `suspect` may name, and of more."""
    card = rf"(?:^|[^\w-]){_CARD}(?:[^\w-]|$)"
    patterns = [_EMAIL, card, _CREDENTIAL, *((_PHONE, _IP) if noisy else ())]
    return "|".join(f"(?:{pattern})" for pattern in patterns)
