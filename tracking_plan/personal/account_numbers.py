"""Bank account numbers (IBAN, ISO 13616): their length in each country, and their check sum."""

from collections.abc import Iterable

_LENGTHS = """
AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29
ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25
QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TN24 TR26 UA29 VA22 VG24 XK20
"""
_LENGTH = {item[:2]: int(item[2:]) for item in _LENGTHS.split()}
_BLANKS = " \u00a0\u202f"
_GROUP = 4
_LONGEST = 45  # characters, with a blank after each group


def _countries(codes: Iterable[str]) -> str:
    """A pattern of the codes of the countries, in capitals or not."""
    letters: dict[str, str] = {}
    for code in codes:
        first, second = code[0], code[1]
        letters[first] = letters.get(first, "") + second + second.lower()
    return "|".join(f"[{first}{first.lower()}][{rest}]" for first, rest in letters.items())


def _numbers(size: int) -> str:
    """A pattern of the account numbers of so many characters, but for their check sum.

    With their exact lengths: nearly every id in hexadecimal digits is of another.
    """
    codes = _countries(code for code in _LENGTH if _LENGTH[code] == size)
    groups, rest = divmod(size - _GROUP, _GROUP)
    last = f"[{_BLANKS}]*[A-Za-z0-9]{{{rest}}}" if rest else ""
    return f"(?:{codes})[0-9]{{2}}(?:[{_BLANKS}]*[A-Za-z0-9]{{4}}){{{groups}}}{last}"


ACCOUNT_START = "[A-Za-z][A-Za-z][0-9][0-9](?<![A-Za-z0-9]....)"
"""A pattern of what every account number begins with, where a word begins.

The class in front lets `re` pass over other characters without a try.
"""


def account_pattern() -> str:
    """A pattern, for a linear-time engine, of all texts in which there is an account number."""
    numbers = "|".join(map(_numbers, sorted(set(_LENGTH.values()))))
    return f"(?:^|[^A-Za-z0-9])(?:{numbers})(?:[^A-Za-z0-9]|$)"


def is_account(text: str) -> bool:
    """Whether the text begins with an account number, its characters in groups of four or not."""
    size = _LENGTH.get(text[:2].upper(), 0)
    number, end = "", 0
    for character in text[:_LONGEST]:
        end += 1
        if character not in _BLANKS:
            number += character
        elif len(number) % _GROUP:
            return False
        if len(number) == size:
            break
    behind = text[end : end + 1]
    if not size or len(number) < size or (behind.isascii() and behind.isalnum()):
        return False
    turned = number[4:] + number[:4]
    return turned.isascii() and turned.isalnum() and _sum(turned) == 1


def _sum(turned: str) -> int:
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97
