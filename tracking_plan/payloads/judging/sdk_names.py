"""Names that an SDK gives by itself: of events and properties that no plan need have."""

from dataclasses import dataclass, field

from tracking_plan.altertable.system_names import SENT_EVENTS, SENT_PREFIXES, SENT_PROPERTIES


@dataclass(frozen=True, slots=True, kw_only=True)
class SdkNames:
    """The names of one vendor's SDKs, most of which begin with `$`.

    Names that begin with one of `event_prefixes` or `property_prefixes` are theirs, too.
    """

    events: frozenset[str] = field(default_factory=frozenset)
    event_prefixes: tuple[str, ...] = ()
    properties: frozenset[str] = field(default_factory=frozenset)
    property_prefixes: tuple[str, ...] = ()

    def has_event(self, name: str) -> bool:
        """Whether the SDKs send events of this name by themselves."""
        return name in self.events or name.startswith(self.event_prefixes)

    def has_property(self, name: str) -> bool:
        """Whether the SDKs add properties of this name by themselves."""
        return name in self.properties or name.startswith(self.property_prefixes)


ALTERTABLE = SdkNames(
    events=SENT_EVENTS, properties=SENT_PROPERTIES, property_prefixes=SENT_PREFIXES
)
