"""Events drafted from something else than a plan: values, before they are written as YAML."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracking_plan.place import Place
from tracking_plan.plan.pii import Pii
from tracking_plan.plan.version import Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The values of a property. `type` is the plan's word; `properties` None: any.

    `enum` are all texts that it may be (none: any), `pii` is the personal data that it seems to
    have (None: none). `others` is what further keys may have; True: anything, None: there are none
    where `properties` are listed. `remark` is a comment beside it.
    """

    type: str
    is_required: bool = False
    is_nullable: bool = False
    enum: tuple[str, ...] = ()
    format: str | None = None
    pii: Pii | None = None
    properties: "Mapping[str, Drafted] | None" = None
    others: "Drafted | bool | None" = None
    items: "Drafted | None" = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftEvent:
    """An event as the code sends it, or as captures have it.

    `is_open`: some call may pass more properties than can be seen. `unsent` are the properties
    that calls pass in the wrong place, so that they are lost until the calls are corrected.
    `sources` None: not known for every call. `others` is what properties may have that are not
    listed (None: there are none), `remarks` are comments, `older` the shapes of earlier majors.
    """

    name: str
    places: tuple[Place, ...]
    properties: Mapping[str, Drafted]
    is_open: bool
    unsent: frozenset[str] = frozenset()
    sources: tuple[str, ...] | None = None
    others: Drafted | bool | None = None
    remarks: tuple[str, ...] = ()
    version: Version | None = None
    older: "tuple[DraftEvent, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A name that a call sends and that no plan can have: of an event or a property (`what`)."""

    what: str
    name: str
    reason: str
    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The events found, the calls whose event is unknown, and names that no plan can have.

    `traits` are what calls say of users; None: nothing, or some of it cannot be seen.
    """

    events: tuple[DraftEvent, ...]
    unnamed: tuple[Place, ...]
    refused: tuple[Refused, ...] = ()
    traits: Mapping[str, Drafted] | None = None
