"""Texts that nearly have a format: sound ones with some characters changed."""

from collections.abc import Mapping
from random import Random

SOUND: Mapping[str, tuple[str, ...]] = {
    "date": ("2024-02-29", "1999-12-31", "0000-01-01", "2023-02-28", "2100-02-28"),
    "time": ("12:00:00Z", "23:59:60Z", "00:00:00.123456+05:30", "15:59:60-08:00", "01:02:03z"),
    "date-time": (
        "2024-02-29T12:00:00Z",
        "1998-12-31T15:59:60.123-08:00",
        "2020-01-01t00:00:00.5z",
        "1999-12-31T23:59:59+23:59",
    ),
    "email": (
        "ada@mail.example",
        "a.b+c@x-y.co",
        '"a b"@c.d',
        "x@xn--4dbrk0ce.il",
        "!#$%&'@a.b",
        "a@ab--c.com",
    ),
    "hostname": (
        "mail.example",
        "a-b.c1",
        "xn--4dbrk0ce",
        "XN--LS8H.la",
        "1.2.3.4",
        "a" * 63,
        "r3---sn.b",
    ),
    "ipv4": ("1.2.3.4", "255.255.255.255", "0.0.0.0", "192.168.100.1"),
    "ipv6": ("::1", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4", "1:2:3:4:5:6:7:8", "fe80::"),
    "uri": (
        "https://user@host.example:80/a/b?c=d#e",
        "urn:a:b",
        "http://[::1]/%20",
        "http://[v1.x]",
        "mailto:a@b.co",
    ),
    "uuid": ("0198c0c2-7b1a-7e0a-9f3c-3a3a3a3a3a3a", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"),
}
CHARACTERS = "0123456789abcxzATZ:.-+/,*;@<>[]()%_ \t\n'\"\\!#?=&~|{}^`é٣０ß😀\x00\x7f\u2028İ。"


def texts(name: str, chance: Random, count: int) -> list[str]:
    """As many texts, most of them with up to three mistakes."""
    return [_changed(chance.choice(SOUND[name]), chance) for _ in range(count)]


def _changed(text: str, chance: Random) -> str:
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        at = chance.randrange(len(text) + 1)
        kind = chance.random()
        if kind < 0.55:
            text = text[:at] + chance.choice(CHARACTERS) + text[at + 1 :]
        elif kind < 0.75:
            text = text[:at] + chance.choice(CHARACTERS) + text[at:]
        elif kind < 0.9:
            text = text[:at] + text[at + 1 :]
        else:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[min(at, other) : max(at, other)] + text[at:]
    return text
