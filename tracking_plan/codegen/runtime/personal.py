"""What becomes of personal data before it is sent: a keyed hash, or nothing."""

import hmac
from collections.abc import Mapping

from .schema import Field, Shape
from .unset import UNSET
from .wire import is_array, is_object


class PersonalData:
    """The key that personal data is hashed with.

    The same value gives the same 64 hex digits (HMAC-SHA-256), so that it can still be counted
    and joined; without the key nobody can try out values.

    Raises:
        ValueError: there is no key.
    """

    def __init__(self, key: str | bytes) -> None:
        """Keeps the key."""
        if not key:
            raise ValueError("pii_key is missing: the plan asks for keyed hashes")
        self._key = key.encode() if isinstance(key, str) else bytes(key)

    def hashed(self, text: str) -> str:
        """The keyed hash of the text."""
        return hmac.new(self._key, text.encode(), "sha256").hexdigest()


def treated(
    shape: Shape,
    value: Mapping[str, object],
    personal: PersonalData | None,
) -> dict[str, object]:
    """The object as it may leave the process."""
    kept: dict[str, object] = {}
    for name, item in value.items():
        expected = shape.fields.get(name, shape.others)
        kept[name] = item if expected is None else _treated(expected, item, personal)
    return {name: item for name, item in kept.items() if item is not UNSET}


def _treated(expected: Field, value: object, personal: PersonalData | None) -> object:
    if expected.pii in ("drop", "forbid"):
        return UNSET
    if expected.pii == "hash" and value is not None:
        return _hashed(value, personal)
    if expected.items is not None and is_array(value):
        items = [_treated(expected.items, item, personal) for item in value]
        return [item for item in items if item is not UNSET]
    if expected.shape is not None and is_object(value):
        return treated(expected.shape, value, personal)
    return value


def _hashed(value: object, personal: PersonalData | None) -> object:
    """The hash; what cannot be hashed is not sent, since it is personal all the same."""
    if personal is None or not isinstance(value, str):
        return UNSET
    return personal.hashed(value)
