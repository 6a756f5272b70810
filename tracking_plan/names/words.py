"""Taking names apart into words, whatever style they are written in."""

import re

_UPPER, _LOWER = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿĀ-ɏ"  # other scripts fall to the last line
_WORD = re.compile(
    rf"[{_UPPER}]+s?(?![{_LOWER}])\d*"  # an acronym, its plural, its number: API, URLs, OAUTH2
    rf"|[{_UPPER}]?[{_LOWER}]+\d*"  # Checkout, completed, step2
    rf"|\d+(?:[{_UPPER}]+(?![{_LOWER}])|[{_LOWER}]+)?"  # 42, 2FA, 3rd
    rf"|[^\W\d_{_UPPER}{_LOWER}]+\d*",  # a run of another script
)


def words(name: str) -> tuple[str, ...]:
    """The words of a name, spelled as in the name.

    `Checkout Completed`, `checkout_completed` and `checkoutCompleted` have two words each,
    `userID` and `user_id` as well; punctuation belongs to none.
    """
    return tuple(_WORD.findall(name))
