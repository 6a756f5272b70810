"""Characters that nobody sees, and letters that look like those of another script."""

import unicodedata
from collections.abc import Iterator, Mapping

# Letters and signs that show nothing, though Unicode counts them as printable.
BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
JOINERS = "\u200c\u200d"  # Persian, Hindi and emoji are written with them

_RAISED = frozenset(("<super>", "<sub>"))
_UNSEEN = frozenset(("Cf", "Zs", "Zl", "Zp"))
_LATIN_TWINS: Mapping[str, str] = {
    **dict(zip("аеорсухіјѕԁԛԝһӏ", "aeopcyxijsdqwhl", strict=True)),
    **dict(zip("АВЕКМНОРСТХІЈЅҮԚԜ", "ABEKMHOPCTXIJSYQW", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ονιραγυ", "ovipayu", strict=True)),
    **dict(zip("օսհոցՕՍ", "ouhngOU", strict=True)),
    **dict(zip("ɡɑ", "ga", strict=True)),
}
_CURLY: Mapping[str, str] = {**dict.fromkeys("“”„‟", '"'), **dict.fromkeys("‘’‚‛", "'")}


def described(character: str) -> str:
    """A character by its number and its name: `U+200B zero width space`."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X} {name}".rstrip()


def invisible(text: str) -> str | None:
    """The first character that nobody sees, a blank other than the space included; else None.

    A joiner between letters that are written with it (not ASCII ones) is part of their writing.
    """
    if text.isascii():
        return None
    for index, character in enumerate(text):
        if character in JOINERS:
            around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
            if len(around) < 2 or any(map(str.isascii, around)):
                return character
        elif character in BLANKS or _is_unseen(character):
            return character
    return None


def _is_unseen(character: str) -> bool:
    return character != " " and unicodedata.category(character) in _UNSEEN


def look_alike(text: str) -> tuple[str, str] | None:
    """The first letter that passes for a Latin one in a Latin word, and that one; else None.

    A word in one script is no disguise, and letters that look like no Latin one (`Δ`, `π`) are
    signs.
    """
    if text.isascii():
        return None
    for word in _words(text):
        twins = [character for character in word if _twin(character) is not None]
        if twins and any(character.isascii() for character in word):
            return twins[0], _twin(twins[0]) or ""
    return None


def _words(text: str) -> Iterator[str]:
    """The runs of letters."""
    word = ""
    for character in f"{text} ":
        if character.isalpha():
            word += character
        elif word:
            yield word
            word = ""


def _twin(character: str) -> str | None:
    known = _LATIN_TWINS.get(character)
    if known is not None or character.isascii():
        return known
    kind = unicodedata.decomposition(character).partition(" ")[0]
    if kind in _RAISED:  # `m²`, `nº`
        return None
    plain = unicodedata.normalize(
        "NFKC", character
    )  # full-width and mathematical letters, ligatures
    return plain if plain.isascii() and plain.isalpha() else None


def skeleton(text: str) -> str:
    """The text with each letter that passes for a Latin one in place of that: what the eye sees."""
    if text.isascii():
        return text
    return "".join(
        _twin(character) or character for character in unicodedata.normalize("NFC", text)
    )


def curly(text: str) -> tuple[str, str] | None:
    """The first curly quote, and the straight one that programs write; else None."""
    found = next((character for character in text if character in _CURLY), None)
    return None if found is None else (found, _CURLY[found])
