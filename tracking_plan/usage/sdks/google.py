"""Google's tag: `gtag("event", ...)`, and the function that Next.js has for it."""

from msgspec.structs import replace

from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature

_JAVASCRIPT = ("javascript", "typescript")


_GTAG = Signature(
    name="gtag",
    method=Method.TRACK,
    event=Parameter(position=1),
    properties=Parameter(position=2),
    command="event",
)
_OWN = frozenset(
    {"send_to", "event_callback", "event_timeout", "debug_mode", "event_category", "event_label"}
    | {"value", "non_interaction"}
)

SDKS = (
    Sdk(
        name="gtag",
        languages=_JAVASCRIPT,
        functions=frozenset({"gtag"}),
        signatures=(_GTAG,),
        has_all_parameters=False,
        own_properties=_OWN,
    ),
    Sdk(
        name="gtag-next",
        languages=_JAVASCRIPT,
        modules=("@next/third-parties/google",),
        signatures=(replace(_GTAG, name="sendGAEvent"),),
        has_functions=True,
        has_all_parameters=False,
        own_properties=_OWN,
    ),
)
