"""What each `format` of a plan accepts.

RFC 3339 dates and times, addresses as `local@domain`, absolute RFC 3986 URIs, RFC 9562 UUIDs,
dotted-quad IPv4, RFC 4291 IPv6 without zones, RFC 1123 host names.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?(?:[zZ]|([+-])([0-9]{2}):([0-9]{2}))"
)
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf'{_ATOM}(?:\.{_ATOM})*|"(?:[ !#-\[\]-~\t]|\\[ -~\t])*"')
_CHAR = r"\-A-Za-z0-9._~!$&'()*+,;=%"
_URI = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:(?P<user>[{_CHAR}:]*)@)?"
    rf"(?:\[(?P<literal>[^\[\]]*)\]|(?P<host>[{_CHAR}]*))"
    rf"(?::(?P<port>[0-9]*))?(?:/[{_CHAR}:@/]*)?|(?!//)[{_CHAR}:@/]*)"
    rf"(?:\?[{_CHAR}:@/?]*)?(?:#[{_CHAR}:@/?]*)?"
)
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_IP_FUTURE = re.compile(r"[vV][0-9A-Fa-f]+\.[A-Za-z0-9._~!$&'()*+,;=:-]+")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MAX_HOST, _MAX_LOCAL = 253, 64


def is_date(text: str) -> bool:
    """Whether `text` is an RFC 3339 full-date that the calendar has."""
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = map(int, match.groups())
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] + leap


def is_time(text: str) -> bool:
    """Whether `text` is an RFC 3339 full-time, offset included."""
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    off_hour, off_minute = int(match[5] or 0), int(match[6] or 0)
    if hour > 23 or minute > 59 or second > 60 or off_hour > 23 or off_minute > 59:
        return False
    if second < 60:
        return True
    offset = (off_hour * 60 + off_minute) * (-1 if match[4] == "-" else 1)
    return (hour * 60 + minute - offset) % 1440 == 1439


def is_date_time(text: str) -> bool:
    """Whether `text` is an RFC 3339 date-time."""
    return text[10:11] in {"T", "t"} and is_date(text[:10]) and is_time(text[11:])


def is_hostname(text: str) -> bool:
    """Whether `text` is an RFC 1123 host name; labels of internationalised names must decode.

    Which scripts and signs such a name may have is left to registries: names with emoji exist.
    """
    return len(text) <= _MAX_HOST and all(map(_is_label, text.split(".")))


def _is_label(label: str) -> bool:
    if _LABEL.fullmatch(label) is None:
        return False
    if label[:4].lower() != "xn--":
        return True  # with hyphens in any place: RFC 5891 speaks of new names only
    return _is_punycode(label[4:].lower())


def _is_punycode(code: str) -> bool:
    """Whether `code` is the RFC 3492 form of a text, and of one that needs it."""
    with suppress(UnicodeError, OverflowError, ValueError):
        text = code.encode("ascii").decode("punycode")
        text.encode("utf-8")  # raises where half a surrogate pair was decoded
        return not text.isascii() and text.encode("punycode").decode("ascii") == code
    return False


def is_email(text: str) -> bool:
    """Whether `text` is an address as mail is sent to: `local@domain`."""
    local, at, domain = text.rpartition("@")
    if not at or len(local) > _MAX_LOCAL or _LOCAL.fullmatch(local) is None:
        return False
    return is_hostname(domain)


def is_uri(text: str) -> bool:
    """Whether `text` is an RFC 3986 URI with a scheme."""
    match = _URI.fullmatch(text)
    if match is None or _BAD_PERCENT.search(text) is not None:
        return False
    host = match["literal"]
    return host is None or is_ipv6(host) or _IP_FUTURE.fullmatch(host) is not None


def is_uuid(text: str) -> bool:
    """Whether `text` is a UUID with hyphens, of any version."""
    return _UUID.fullmatch(text) is not None


def is_ipv4(text: str) -> bool:
    """Whether `text` is a dotted quad."""
    return text.isascii() and _reads_as(IPv4Address, text)


def is_ipv6(text: str) -> bool:
    """Whether `text` is an IPv6 address, without brackets or zone."""
    return text.isascii() and "%" not in text and _reads_as(IPv6Address, text)


def _reads_as(address: Callable[[str], object], text: str) -> bool:
    try:
        address(text)
    except ValueError:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "date": is_date,
    "date-time": is_date_time,
    "email": is_email,
    "hostname": is_hostname,
    "ipv4": is_ipv4,
    "ipv6": is_ipv6,
    "time": is_time,
    "uri": is_uri,
    "uuid": is_uuid,
}
