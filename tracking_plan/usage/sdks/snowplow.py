"""Snowplow's trackers: self-describing events have their schema as name, others their action."""

from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature

_JAVASCRIPT = ("javascript", "typescript")


def _self_describing(name: str, position: int = 0, command: str | None = None) -> Signature:
    """`track({ event: { schema, data } })`: the schema's URI is what the event is called."""
    return Signature(
        name=name,
        method=Method.TRACK,
        event=Parameter(position=position, key="event.schema"),
        properties=Parameter(position=position, key="event.data"),
        command=command,
    )


def _structured(name: str, position: int = 0, command: str | None = None) -> Signature:
    """`track({ category, action, label })`: the action is what the event is called."""
    return Signature(
        name=name,
        method=Method.TRACK,
        event=Parameter(position=position, key="action"),
        properties=Parameter(position=position),
        command=command,
    )


_OWN = frozenset({"category", "label", "property", "value", "context", "timestamp"})

SDKS = (
    Sdk(
        name="snowplow",
        languages=_JAVASCRIPT,
        modules=("@snowplow/browser-tracker", "@snowplow/react-native-tracker"),
        signatures=(
            _self_describing("trackSelfDescribingEvent"),
            _structured("trackStructEvent"),
        ),
        has_functions=True,
        has_all_parameters=False,
        own_properties=_OWN,
    ),
    Sdk(
        name="snowplow-tag",
        languages=_JAVASCRIPT,
        functions=frozenset({"snowplow"}),
        signatures=(
            _self_describing("snowplow", 1, "trackSelfDescribingEvent"),
            _structured("snowplow", 1, "trackStructEvent"),
        ),
        has_all_parameters=False,
        own_properties=_OWN,
    ),
    Sdk(
        name="snowplow",
        languages=("python",),
        modules=("snowplow_tracker",),
        classes=frozenset({"Tracker"}),
        signatures=(
            Signature(
                name="track_struct_event",
                method=Method.TRACK,
                event=Parameter(position=1, keyword="action"),
            ),
        ),
        has_all_parameters=False,
    ),
)
