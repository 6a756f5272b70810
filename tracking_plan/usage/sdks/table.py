"""The SDKs as a table: what their modules export, and where their calls carry what.

Another SDK is a row here and no code, if what tracks are the methods of a client; `usage.adapters`
of a plan become rows too.
"""

from collections.abc import Iterable

from tracking_plan.usage.sdks.altertable import _JAVASCRIPT, _PYTHON
from tracking_plan.usage.sdks.shape import Sdk

SDKS = (_PYTHON, _JAVASCRIPT)


def callees(sdks: Iterable[Sdk]) -> frozenset[str]:
    """The names of all functions of the SDKs."""
    return frozenset(signature.name for sdk in sdks for signature in sdk.signatures)
