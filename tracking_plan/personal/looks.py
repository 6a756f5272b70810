"""What a text looks like: an address, a card number, a key. Says nothing of where it stands."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tracking_plan.personal.account_numbers import ACCOUNT_START, account_pattern, is_account

# The repetitions are bounded so that a long value costs no more than its length. The Rust engine
# (linear anyway) runs patterns over whole payloads first, which find all of these and more; see
# `personal_pattern`.
_EMAIL = r"[\w.+-]{1,64}(?:@|%40)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}"
_WIDE = {"\uff20": "@", "\ufe6b": "@", "\uff0e": ".", "\u3002": "."}
_EMAIL_ROUGHLY = "(?:[@\uff20\ufe6b]|%40)[^ @]+[.\uff0e\u3002]"
_BETWEEN = "[ .\u00a0\u2009\u202f\u2010\u2011\u2013-]"  # groups of digits
_CARD = (
    rf"[0-9]{{14,16}}|[0-9]{{4}}({_BETWEEN})[0-9]{{4}}\1[0-9]{{4}}\1[0-9]{{4}}"
    rf"|[0-9]{{4}}({_BETWEEN})[0-9]{{6}}\2[0-9]{{4,5}}"
)
_HEADS = {  # the first four digits of `CARD_RANGES`, by how many there are in all
    14: "30[0-5][0-9]|36[0-9]{2}|3[89][0-9]{2}",
    15: "3[47][0-9]{2}",
    16: "222[1-9]|22[3-9][0-9]|2[3-6][0-9]{2}|27[01][0-9]|2720|352[89]|35[3-8][0-9]|4[0-9]{3}"
    "|5[1-5][0-9]{2}|6011|62[0-9]{2}|64[4-9][0-9]|65[0-9]{2}",
}
_ISSUED = "|".join(
    rf"(?:{heads})(?:{_BETWEEN}?[0-9]){{{count - 4}}}" for count, heads in _HEADS.items()
)
_CARD_ROUGHLY = rf"(?:^|[^\w.,-]|(?:^|[^0-9])[.,])(?:{_ISSUED})(?:[^\w-]|$)"
# Each alternative begins with a literal: `re` then passes over other characters without a try.
_TOKENS = (
    r"eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",  # JSON Web Token
    r"\bsk_(?:live|test)_[A-Za-z0-9]{10,}|\brk_(?:live|test)_[A-Za-z0-9]{10,}",  # Stripe
    r"\bwhsec_[A-Za-z0-9+/=]{20,}",
    r"\bA(?:KIA|SIA)[0-9A-Z]{16}\b",  # AWS
    r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{22,}",
    r"\bgl(?:pat|dt|rt|ptt|ft|soat|cbt)-[A-Za-z0-9_-]{20,}",  # GitLab
    r"\bx(?:ox[abeprs]|app)-[A-Za-z0-9-]{10,}",  # Slack
    r"\bAIza[0-9A-Za-z_-]{35}|\bya29\.[0-9A-Za-z_-]{20,}|\bGOCSPX-[0-9A-Za-z_-]{20,}",  # Google
    r"\bsk-(?:proj-|ant-|svcacct-|or-)[A-Za-z0-9_-]{20,}|\bsk-[A-Za-z0-9]{32,}",  # of models
    r"\bnpm_[A-Za-z0-9]{36}|\bpypi-[A-Za-z0-9_-]{40,}|\bdckr_pat_[A-Za-z0-9_-]{20,}",
    r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|\bhf_[A-Za-z0-9]{30,}",  # SendGrid, of models
    r"\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|\bdo[op]_v1_[a-f0-9]{64}",  # Shopify, DigitalOcean
    r"\bgsk_[A-Za-z0-9]{40,}|\bxai-[A-Za-z0-9]{40,}|\br8_[A-Za-z0-9]{36,}",  # of models
    r"\bglsa_[A-Za-z0-9_]{32,}|\bsntrys_[A-Za-z0-9+/=_]{30,}|\bNRAK-[A-Z0-9]{27}",
    r"\bATATT3[A-Za-z0-9_=-]{40,}|\bfigd_[A-Za-z0-9_-]{30,}|\bntn_[A-Za-z0-9]{40,}",
    r"\bsbp_[a-f0-9]{40}|\brubygems_[a-f0-9]{48}|\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}",
    r"\bsq0(?:csp|atp)-[A-Za-z0-9_-]{22,}|\bEAACEdEose0cBA[A-Za-z0-9]+",  # Square, Facebook
    r"\bAGE-SECRET-KEY-1[A-Z0-9]{50,}|\bdp\.pt\.[A-Za-z0-9]{40,}|\bAccountKey=[A-Za-z0-9+/=]{40,}",
    r"hooks\.slack\.com/services/T[A-Za-z0-9/]{20,}|/api/webhooks/[0-9]{17,20}/[A-Za-z0-9_-]{60,}",
    r"\bhv[sb]\.[A-Za-z0-9_-]{24,}|\bdapi[a-f0-9]{32}\b|\blin_api_[A-Za-z0-9]{32,}",
    r"\$2[abxy]\$[0-9]{2}\$[./A-Za-z0-9]{22,}|\$argon2(?:id|i|d)\$v=",  # hashes of passwords
    r"://[^/ :@]{1,64}:[^/ :@]{1,64}@",  # a password in a URL
    r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY",
)
_CREDENTIAL = "|".join(_TOKENS)
_CREDENTIAL_ROUGHLY = _CREDENTIAL.replace(r"\b", "")  # engines differ on where a word ends
_PHONES = (
    r"\+[0-9](?:[ ().-]{0,2}[0-9]){7,14}",
    r"\(?00?[1-9][0-9]{0,4}\)?[ ./-]{1,2}[0-9](?:[ ./-]?[0-9]){4,9}",  # within a country
    r"(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])[0-9]{3}[ .-][0-9]{4}",  # in North America
)
_PHONE = rf"^ *(?:tel:|sms:)?(?:{'|'.join(_PHONES)}) *$"
_DATE = r"[0-9]{2}([./-])[0-9]{2}\1[0-9]{2,4} *"
_BYTE = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"
_IP4 = rf"^(?:{_BYTE}\.){{3}}{_BYTE}(?:[:/][0-9]{{1,5}})?$"
_IP4_ROUGHLY = rf"^ *(?:{_BYTE}\.){{3}}{_BYTE}(?:[:/][0-9]{{1,5}})? *(?:,|$)"
_IP6 = r"^ *\[?[0-9A-Fa-f:.]{0,40}:[0-9A-Fa-f.]{0,40}:[0-9A-Fa-f:.]{0,40}"
_SOCIAL = r"^(?:00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6[0-57-9][0-9]|66[0-57-9])-[0-9]{2}-[0-9]{4}$"
_FILES = frozenset("png jpg jpeg gif svg webp avif css js mjs ts json html map mp4 pdf".split())
_SHORTEST = 5  # a@b.c
_SHORTEST_NUMBER = 14  # of a card; no account and no token is shorter
_LONGEST_ACCOUNT = 64
_MAX_SEARCHED = 20_000  # characters of a value that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """What a value looks like. `noisy`: ordinary values look like that too."""

    what: str
    noisy: bool = False


_EMAIL_RE, _CREDENTIAL_RE = re.compile(_EMAIL), re.compile(_CREDENTIAL, re.ASCII)
_MAYBE_CREDENTIAL_RE = re.compile(_CREDENTIAL_ROUGHLY, re.ASCII)  # four times as fast
# Digits inside a longer word (a UUID, a hash) are no card's, and neither are a number's decimals;
# the Rust engine cannot look around.
_CARD_RE = re.compile(rf"(?<![\w-])(?<![0-9][.,])(?:{_CARD})(?![\w-])(?!\.[0-9])")
_ACCOUNT_RE = re.compile(ACCOUNT_START)
_PHONE_RE, _IP4_RE, _SOCIAL_RE = (  # Python's `$` lets a line break follow
    re.compile(pattern.replace("$", r"\Z")) for pattern in (_PHONE, _IP4, _SOCIAL)
)
_DATE_RE = re.compile(_DATE)
_NARROW = str.maketrans(_WIDE)
EMAIL, CARD = Suspect(what="an email address"), Suspect(what="a card number")
BANK = Suspect(what="a bank account number")
CREDENTIAL = Suspect(what="a secret key or token")
PHONE = Suspect(what="a phone number", noisy=True)
IP = Suspect(what="an IP address", noisy=True)
SOCIAL = Suspect(what="a social security number", noisy=True)


def suspect(text: str, *, noisy: bool = False) -> Suspect | None:
    """What a text looks like; None: nothing personal. `noisy`: phone numbers and IPs as well."""
    if len(text) < _SHORTEST:
        return None
    text = text[:_MAX_SEARCHED]
    is_long = len(text) >= _SHORTEST_NUMBER
    may_be_credential = is_long or "://" in text
    if may_be_credential and _MAYBE_CREDENTIAL_RE.search(text) and _CREDENTIAL_RE.search(text):
        return CREDENTIAL
    # Ordinary texts pass here by the million: nothing is made before something is found.
    may_have_address = "@" in text or "%40" in text or not text.isascii()
    if may_have_address and any(map(_is_address, _addresses(text))):
        return EMAIL
    if is_long and _CARD_RE.search(text) and any(map(_is_card, _each(_CARD_RE, text))):
        return CARD
    if is_long and _ACCOUNT_RE.search(text) and any(map(_is_account, _ACCOUNT_RE.finditer(text))):
        return BANK
    return _noisy_suspect(text) if noisy else None


def suspect_number(number: int | float) -> Suspect | None:
    """What a number looks like, if it is a card's."""
    is_whole = isinstance(number, int) or number.is_integer()
    is_long = is_whole and LEAST_CARD <= number <= _GREATEST_CARD
    return CARD if is_long and _is_card_number(str(int(number))) else None


def _noisy_suspect(text: str) -> Suspect | None:
    if all(_IP4_RE.match(one) or is_ip6(one) for one in _listed(text)):
        return IP
    if _SOCIAL_RE.match(text):
        return SOCIAL
    return PHONE if _PHONE_RE.match(text) and not _DATE_RE.fullmatch(text.strip()) else None


def _listed(text: str) -> Iterator[str]:
    """The parts of a text that lists several, as a proxy adds addresses to `X-Forwarded-For`."""
    return (part.strip(" ") for part in text.split(","))


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """What may be email addresses in the text, with letters of any script."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_NARROW)
    return _EMAIL_RE.finditer(text) if "@" in text or "%40" in text else iter(())


def _is_address(match: re.Match[str]) -> bool:
    is_remote = match[0].startswith("git@") and match.string[match.end() :][:1] in (":", "/")
    return not is_remote and match[0].rpartition(".")[2].lower() not in _FILES


def _each(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match, those that overlap too: digits before a number may look like its beginning."""
    match = pattern.search(text)
    while match:
        yield match
        match = pattern.search(text, match.start() + 1)


def _is_account(match: re.Match[str]) -> bool:
    return is_account(match.string[match.start() : match.start() + _LONGEST_ACCOUNT])


def is_ip6(text: str) -> bool:
    """Whether the text is an address of that kind, with or without brackets, port, zone or mask."""
    bare = re.sub(r"^\[(.*)\](?::[0-9]+)?$", r"\1", text.partition("/")[0])
    if bare.count(":") < 2:  # an address has more of them than a time of day
        return False
    try:
        ipaddress.IPv6Address(bare)
    except ValueError:
        return False
    return True


def _is_card(match: re.Match[str]) -> bool:
    return _is_card_number(match[0])


def _is_card_number(text: str) -> bool:
    """Whether the digits are a card's: a known issuer's length and prefix, and the Luhn sum."""
    digits = re.sub(_BETWEEN, "", text)
    return _issuer_length(digits) and _luhn(digits)


CARD_RANGES = (  # the first four digits of an issuer's cards, and how many digits those have
    (3000, 3059, 14),
    (3600, 3699, 14),
    (3800, 3999, 14),
    (3400, 3499, 15),
    (3700, 3799, 15),
    (2221, 2720, 16),
    (3528, 3589, 16),
    (4000, 4999, 16),
    (5100, 5599, 16),
    (6011, 6011, 16),
    (6200, 6299, 16),
    (6440, 6599, 16),
)
LEAST_CARD, _GREATEST_CARD = 30_000_000_000_000, 6_599_999_999_999_999


def _issuer_length(digits: str) -> bool:
    head, length = int(digits[:4]), len(digits)
    return any(first <= head <= last and length == size for first, last, size in CARD_RANGES)


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 * (value > 9)
    return total % 10 == 0


def personal_pattern(*, noisy: bool) -> str:
    """One pattern, for a linear-time engine, of all texts that `suspect` may name, and of more."""
    patterns = [_EMAIL_ROUGHLY, _CARD_ROUGHLY, _CREDENTIAL_ROUGHLY, account_pattern()]
    patterns += (_PHONE, _IP4_ROUGHLY, _IP6, _SOCIAL) if noisy else ()
    return "|".join(f"(?:{pattern})" for pattern in patterns)


def personal_line_pattern() -> str:
    """The same for a whole line of JSON that has no escapes, whatever the value is in it."""
    address = _EMAIL_ROUGHLY.replace("[^ @]", '[^ @"]')
    patterns = [address, _CARD_ROUGHLY, _CREDENTIAL_ROUGHLY, account_pattern()]
    return "|".join(f"(?:{pattern})" for pattern in patterns)
