"""The prefilter: what a file has to have to be parsed. Most files have none of it.

All text of a project is searched for each word, so there are as few as possible.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from tracking_plan.usage.facts.deferred import MADE
from tracking_plan.usage.facts.markup import element_name
from tracking_plan.usage.languages.language import Languages
from tracking_plan.usage.recognition.helpers import Helpers
from tracking_plan.usage.sdks.shape import CONVENTIONAL, Sdk, Signature, Tracking

_COMMENT = "tracking-plan:"
_BLANKS = b" \t\n\r\f\v"
_QUOTED = re.compile(rb"""(?=(['"`])([^'"`\n]{1,200})\1)""")
_WORD = re.compile(rb"[^\s'\"`()\[\]{}<>,;=#]{1,200}")


def prefilter(
    tracking: Tracking, helpers: Helpers, languages: Languages
) -> Callable[[bytes], bool]:
    """Says of a file whether it can have a tracking call, or a comment for this tool.

    It has a word that only such files have, or a function's name where it is called or handed on.
    """
    words = {_COMMENT, *helpers.packages}
    if helpers.by_name:  # whose calls nothing else need show: `tracker.signed_up(...)`
        words.update(f"{receiver}." for receiver in CONVENTIONAL)
    for sdk in tracking.sdks:
        words.update(_names(sdk))
    for api in tracking.apis:
        words.update(_addresses(api))
    fixed = _least(words)
    names = tuple(_patterns(tracking, languages))

    def mentions(content: bytes) -> bool:
        if any(word in content for word in fixed):
            return True
        return any(name in content and is_used(content, name, use) for name, use in names)

    return mentions


def _patterns(
    tracking: Tracking, languages: Languages
) -> Iterator[tuple[bytes, re.Pattern[bytes]]]:
    """The last word of each function's name, and what finds its uses in any of the languages."""
    methods = (one for sdk in tracking.sdks for one in sdk.signatures)
    named = {one.name for one in methods if _is_enough(one)}
    named = named.union(*(one.names for one in tracking.functions if _is_enough(one.signature)))
    yield from _uses(named, languages)
    components = {one.signature.name for one in tracking.functions if one.is_component}
    for name in sorted(element_name(name) for name in components):  # `<submit-button`
        yield name.encode(), re.compile(rb"<" + re.escape(name).encode() + rb"(?![\w-])")


def uses_of(names: Iterable[str], languages: Languages) -> Callable[[bytes], bool]:
    """Says of a file whether it uses functions of some names, or what they make: `useTrack()`."""
    found = tuple(_uses((name.removesuffix(MADE) for name in names), languages))
    return lambda content: any(
        name in content and is_used(content, name, use) for name, use in found
    )


def is_used(content: bytes, name: bytes, use: re.Pattern[bytes]) -> bool:
    """Whether a text uses a name: each place of the name is looked at, which is few of its bytes.

    A use begins with the name or with what precedes it, blanks aside: a sign, `=>`, `return`.
    """
    at = content.find(name)
    while at >= 0:
        sign = at - 1
        while sign >= 0 and content[sign] in _BLANKS:
            sign -= 1
        starts = (at, sign, sign - 1, sign - 5)
        if any(start >= 0 and use.match(content, start) for start in starts):
            return True
        at = content.find(name, at + 1)
    return False


def _uses(names: Iterable[str], languages: Languages) -> Iterator[tuple[bytes, re.Pattern[bytes]]]:
    for name in sorted(set(names)):
        word = (re.findall(r"[\w$]+", name) or [name])[-1]
        uses = {language.use_pattern(word) for language in languages} if word == name else {word}
        yield word.encode(), re.compile("|".join(sorted(uses)).encode())


def foreign_words(tracking: Tracking, wrappers: Iterable[str]) -> tuple[bytes, ...]:
    """Words of code in any other language that seems to have a call that sends an event.

    `wrappers` are the names of functions of the project that send for their callers.
    """
    sending = (one.signature for one in tracking.functions)
    words = {f"{signature.name}(" for signature in sending if signature.sends_event}
    words.update(f"{name}(" for name in wrappers if not name.endswith(MADE))
    for sdk in tracking.sdks:
        words.update(_names(sdk))
        words.update(f".{one.name}(" for one in sdk.signatures if one.event is not None)
    words.update(host for api in tracking.apis for host in api.hosts)
    return _least(words)


def sending_calls(tracking: Tracking) -> Callable[[bytes], int]:
    """Counts what looks like a call that sends an event, in code of any language."""
    sdks = (signature for sdk in tracking.sdks for signature in sdk.signatures)
    every = (*sdks, *(one.signature for one in tracking.functions))
    names = sorted({re.escape(one.name) for one in every if one.sends_event})
    call = re.compile(rf"(?<![\w$])(?:{'|'.join(names)})\s*\(".encode())
    return lambda content: len(call.findall(content))


def _is_enough(signature: Signature) -> bool:
    """Whether a function is enough to parse a file that does not name the SDK.

    Those that send nothing a plan has are not: half of all code calls something `page`.
    """
    return signature.sends_event or signature.properties is not None


def _names(sdk: Sdk) -> frozenset[str]:
    """All names that only this SDK has: its own name is in them."""
    exported = sdk.classes | sdk.hooks
    own = frozenset(name for name in exported if sdk.name in name.lower())
    return own | sdk.globals | sdk.variables | frozenset(sdk.modules)


def _addresses(api: Sdk) -> Iterator[str]:
    """What code has that posts to an API: its host, or a path where that may be elsewhere."""
    yield from api.hosts
    if api.marks:
        paths = (one.name for one in api.signatures if one.sends_event)
        yield from (f"/{path}{after}" for path in paths for after in "\"'`?")


def _least(words: Iterable[str]) -> tuple[bytes, ...]:
    """The fewest words to look for: parts of others, and what two in different case share."""
    every = frozenset(filter(None, words))
    kept: list[str] = []
    for word in sorted(
        (_shared(word, every) for word in every), key=lambda word: (len(word), word)
    ):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return tuple(word.encode() for word in kept)


def _shared(word: str, every: frozenset[str]) -> str:
    """`ltertable`, where both `altertable` and `Altertable` are looked for."""
    other = word[0].swapcase() + word[1:]
    return word[1:] if other != word and other in every else word


def texts_in(content: bytes) -> frozenset[str]:
    """The quoted texts and the words of code in any language: what may be the name of an event."""
    quoted = (found[2] for found in _QUOTED.finditer(content))
    every = (*quoted, *_WORD.findall(content))
    return frozenset(text.decode("utf-8", "replace") for text in every)
