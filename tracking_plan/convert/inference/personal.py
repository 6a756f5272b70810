"""Which properties seem to have personal data: by their values, by their names, by a format."""

from collections.abc import Mapping

from tracking_plan.convert.inference.seen import Seen
from tracking_plan.convert.inference.text_formats import HASH
from tracking_plan.personal.looks import BANK, CARD, CREDENTIAL, EMAIL, IP, PHONE, SOCIAL, Suspect
from tracking_plan.plan.personal_names import kind_of_name
from tracking_plan.plan.pii import Pii, PiiAction, PiiKind

REASON = "captures have it and nobody has looked at it yet"
_KINDS: Mapping[Suspect, PiiKind] = {
    EMAIL: PiiKind.EMAIL,
    CARD: PiiKind.FINANCIAL,
    BANK: PiiKind.FINANCIAL,
    CREDENTIAL: PiiKind.OTHER,
    PHONE: PiiKind.PHONE,
    IP: PiiKind.IP,
    SOCIAL: PiiKind.ID,
}
_FORMATS: Mapping[str, PiiKind] = {
    "email": PiiKind.EMAIL,
    "ipv4": PiiKind.IP,
    "ipv6": PiiKind.IP,
}


def pii_of(
    seen: Seen,
    name: str,
    *,
    numeric: bool,
    of_person: bool,
    format: str | None = None,  # noqa: A002  the plan's word
    may_be_hashed: bool = False,
) -> Pii | None:
    """What a plan says of personal data in a property; None: it seems to have none."""
    kind = _FORMATS.get(format or "") or _of_values(seen)
    if kind is None:
        kind = kind_of_name(name, numeric=numeric, of_person=of_person)
    if kind is None:
        return None
    if format == HASH and may_be_hashed:
        return Pii(kind, PiiAction.HASH)
    return Pii(kind, PiiAction.ALLOW, REASON)


def _of_values(seen: Seen) -> PiiKind | None:
    """The kind that most of the values that look personal have.

    Ordinary values, too, look like phone numbers and addresses of machines: most have to.
    """
    looks = seen.looks or {}
    sure = {
        look: count for look, count in looks.items() if not look.noisy or 2 * count > seen.values
    }
    best = max(sure, key=lambda look: (sure[look], look.what), default=None)
    return None if best is None else _KINDS[best]
