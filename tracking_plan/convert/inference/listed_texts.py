"""Which properties have a closed list of texts, by evidence: few, often seen, and nobody's data."""

import re
from collections import Counter

from tracking_plan.convert.inference.seen import MOST_TEXTS, Seen
from tracking_plan.names.likeness import fold
from tracking_plan.names.words import words
from tracking_plan.payloads.judging.masked import shown

_LEAST_SEEN = 100  # texts, and so many of each on average:
_LEAST_OF_EACH_ON_AVERAGE = 10
_LEAST_OF_EACH = 3  # where none is rare, hardly any is still unseen (Good, 1953)
_WORD = re.compile(r"[^\W\d_]\w*(?:[ ./:+-]\w+){0,3}")
_OPEN = frozenset(  # words that end the names of properties whose texts are without number
    """
    address alias author city comment customer date day description email file filename first
    fingerprint hash host hostname id ids key label last message mobile name names note owner
    path person phone query reason referrer region search sha sku slug state street subject
    summary text time timestamp title token uid url user username uuid value version zip
    """.split()
)


def listed_texts(seen: Seen, name: str) -> tuple[str, ...]:
    """All texts that the property may be, sorted; none where it may be others, too."""
    texts = seen.texts_seen
    if texts is None or seen.looks or seen.formats or not 2 <= len(texts) <= MOST_TEXTS:
        return ()
    if seen.texts < max(_LEAST_SEEN, _LEAST_OF_EACH_ON_AVERAGE * len(texts)):
        return ()
    if min(texts.values()) < _LEAST_OF_EACH or _is_open(name):
        return ()
    is_clear = len({fold(text) for text in texts}) == len(texts)
    return (
        tuple(sorted(texts))
        if is_clear and all(map(_is_value, texts)) and _differ_in_words(texts)
        else ()
    )


def _is_open(name: str) -> bool:
    pieces = words(name)
    return bool(pieces) and pieces[-1].lower() in _OPEN


def _is_value(text: str) -> bool:
    """Whether a text is a value of a list, and nobody's data."""
    return _WORD.fullmatch(text) is not None and text.isprintable() and shown(text) == text


def _differ_in_words(texts: dict[str, int]) -> bool:
    """Whether the texts differ in more than a number, as ids do not."""
    bare = Counter(re.sub(r"[0-9]+", "", text) for text in texts)
    has_digits = sum(bool(re.search(r"[0-9]", text)) for text in texts)
    return has_digits <= len(texts) // 2 or len(bare) == len(texts)
