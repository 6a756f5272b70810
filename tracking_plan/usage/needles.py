"""By which words a file is known to be worth parsing: most files of a project hold none."""

from collections.abc import Iterable, Iterator

from tracking_plan.usage.helpers import Helpers
from tracking_plan.usage.sdks import CONVENTIONAL, Sdk, Signature

_COMMENT = "tracking-plan:"


def needles(sdks: Iterable[Sdk], helpers: Helpers) -> tuple[bytes, ...]:
    """What code with a tracking call, or with a comment for this tool, has somewhere in it."""
    words = {_COMMENT, *helpers.packages, *(f"{receiver}." for receiver in CONVENTIONAL)}
    for sdk in sdks:
        words.update(_names(sdk))
        for signature in filter(_is_telling, sdk.signatures):
            words.update((signature.name,) if sdk.callee else _spellings(signature))
    return _least(words)


def foreign_needles(sdks: Iterable[Sdk]) -> tuple[bytes, ...]:
    """What code of any other language has in it that seems to hold a call that sends an event."""
    words: set[str] = set()
    for sdk in sdks:
        words.update(_names(sdk))
        mark = "" if sdk.callee else "."
        words.update(f"{mark}{one.name}(" for one in sdk.signatures if one.event is not None)
    return _least(words)


def _is_telling(signature: Signature) -> bool:
    """Whether a function is enough to parse a file that does not name the SDK.

    Those that send nothing a plan speaks of are not: half of all code calls something `page`.
    """
    return signature.event is not None or signature.properties is not None


def _spellings(signature: Signature) -> Iterator[str]:
    yield f".{signature.name}"
    yield f"{signature.name}("  # taken from the client before


def _names(sdk: Sdk) -> frozenset[str]:
    """All names that only this SDK has."""
    return sdk.classes | sdk.hooks | sdk.globals | sdk.variables | frozenset(sdk.modules)


def _least(words: Iterable[str]) -> tuple[bytes, ...]:
    """The words that no other one is a part of, which are enough to look for."""
    kept: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(part in word for part in kept):
            kept.append(word)
    return tuple(word.encode() for word in kept)
