"""The SDKs of other vendors, as their documentation has them.

Only what carries an event, its properties and an id is described: nothing is said of the rest.
"""

from tracking_plan.usage.facts.call import Method
from tracking_plan.usage.sdks.shape import Parameter, Sdk, Signature

_JAVASCRIPT = ("javascript", "typescript")
_PYTHON = ("python",)


def _in_turn(name: str) -> Signature:
    """`track(event, properties)`."""
    event, properties = Parameter(position=0), Parameter(position=1)
    return Signature(name=name, method=Method.TRACK, event=event, properties=properties)


def _in_object(name: str, user_id: str) -> Signature:
    """`track({ event, properties, userId })`."""
    return Signature(
        name=name,
        method=Method.TRACK,
        event=Parameter(position=0, key="event"),
        properties=Parameter(position=0, key="properties"),
        user_id=Parameter(position=0, key=user_id),
    )


def _of_user(name: str, event: str = "event") -> Signature:
    """Python's `track(user_id, event, properties)`."""
    return Signature(
        name=name,
        method=Method.TRACK,
        event=Parameter(position=1, keyword=event),
        properties=Parameter(position=2, keyword="properties"),
    )


_IDENTIFY = Signature(
    name="identify",
    method=Method.IDENTIFY,
    user_id=Parameter(position=0),
    properties=Parameter(position=1),
)
_IDENTIFY_OBJECT = Signature(
    name="identify",
    method=Method.IDENTIFY,
    user_id=Parameter(position=0, key="userId"),
    properties=Parameter(position=0, key="traits"),
)


_SEGMENT = (
    Sdk(
        name="segment",
        languages=_JAVASCRIPT,
        modules=("@segment/analytics-next", "@segment/analytics-react-native"),
        classes=frozenset({"AnalyticsBrowser", "Analytics", "AnalyticsSnippet", "SegmentClient"}),
        hooks=frozenset({"createClient", "useAnalytics"}),
        factories=frozenset({"load"}),
        ambient=frozenset({"SegmentAnalytics.AnalyticsJS"}),  # of @types/segment-analytics
        signatures=(_in_turn("track"), _IDENTIFY),
        has_all_parameters=False,
    ),
    Sdk(
        name="segment-node",
        languages=_JAVASCRIPT,
        modules=("@segment/analytics-node", "analytics-node"),
        classes=frozenset({"Analytics", "default"}),
        signatures=(_in_object("track", "userId"), _IDENTIFY_OBJECT),
        has_all_parameters=False,
    ),
    Sdk(
        name="segment",
        languages=_PYTHON,
        modules=("segment.analytics",),
        common_modules=frozenset({"analytics"}),  # as analytics-python had it before 2.0
        classes=frozenset({"Client", "Analytics"}),
        signatures=(_of_user("track"),),
        has_functions=True,
        has_all_parameters=False,
    ),
)


_POSTHOG = (
    Sdk(
        name="posthog",
        languages=_JAVASCRIPT,
        modules=("posthog-js", "posthog-react-native", "@posthog/react"),
        classes=frozenset({"PostHog"}),
        clients=frozenset({"default", "posthog"}),
        hooks=frozenset({"usePostHog"}),
        factories=frozenset({"init"}),
        variables=frozenset({"posthog"}),
        signatures=(_in_turn("capture"), _IDENTIFY),
        has_all_parameters=False,
    ),
    Sdk(
        name="posthog-node",
        languages=_JAVASCRIPT,
        modules=("posthog-node",),
        classes=frozenset({"PostHog", "default"}),
        signatures=(
            _in_object("capture", "distinctId"),
            _in_object("captureImmediate", "distinctId"),
        ),
        has_all_parameters=False,
    ),
    Sdk(
        name="posthog",
        languages=_PYTHON,
        modules=("posthog",),
        classes=frozenset({"Posthog", "Client"}),
        variables=frozenset({"posthog", "posthog_client"}),
        signatures=(
            Signature(
                name="capture",
                method=Method.TRACK,
                event=Parameter(
                    position=1, keyword="event", alternatives=(Parameter(position=0),)
                ),  # the first argument alone since version 6, after the id before
                properties=Parameter(position=2, keyword="properties"),
                user_id=Parameter(keyword="distinct_id"),
            ),
        ),
        has_functions=True,
        has_all_parameters=False,
    ),
)


_MIXPANELS_OWN = frozenset({"distinct_id", "time", "ip", "token"})
_FIREBASES_OWN = frozenset({"send_to", "event_callback", "event_timeout", "debug_mode"})

_MIXPANEL = (
    Sdk(
        name="mixpanel",
        languages=_JAVASCRIPT,
        modules=("mixpanel-browser", "mixpanel", "mixpanel-react-native"),
        classes=frozenset({"Mixpanel", "OverridedMixpanel"}),
        clients=frozenset({"default"}),
        factories=frozenset({"init"}),
        variables=frozenset({"mixpanel"}),
        signatures=(_in_turn("track"),),
        has_all_parameters=False,
        own_properties=_MIXPANELS_OWN,
    ),
    Sdk(
        name="mixpanel",
        languages=_PYTHON,
        modules=("mixpanel",),
        classes=frozenset({"Mixpanel"}),
        variables=frozenset({"mixpanel"}),
        signatures=(_of_user("track", "event_name"),),
        has_all_parameters=False,
        own_properties=_MIXPANELS_OWN,
    ),
)


def _amplitude(name: str) -> Signature:
    """`name("Event", {...})`, or one object for all of it."""
    event, properties = (
        Parameter(position=0, key=f"event_{key}") for key in ("type", "properties")
    )
    return Signature(
        name=name,
        method=Method.TRACK,
        event=Parameter(position=0, alternatives=(event,)),
        properties=Parameter(position=1, alternatives=(properties,)),
    )


_AMPLITUDE = (
    Sdk(
        name="amplitude",
        languages=_JAVASCRIPT,
        modules=(
            "@amplitude/analytics-browser",
            "@amplitude/analytics-node",
            "@amplitude/analytics-react-native",
            "@amplitude/unified",
            "amplitude-js",
        ),
        classes=frozenset({"BrowserClient", "NodeClient", "ReactNativeClient", "AmplitudeClient"}),
        clients=frozenset({"default"}),
        factories=frozenset({"getInstance", "createInstance"}),
        variables=frozenset({"amplitude"}),
        signatures=(_amplitude("track"), _amplitude("logEvent")),
        has_functions=True,
        has_all_parameters=False,
    ),
)


_RUDDERSTACK = (
    Sdk(
        name="rudderstack",
        languages=_JAVASCRIPT,
        modules=(
            "@rudderstack/analytics-js",
            "rudder-sdk-js",
            "@rudderstack/rudder-sdk-react-native",
        ),
        classes=frozenset({"RudderAnalytics", "RudderAnalyticsPreloader"}),
        clients=frozenset({"default"}),
        variables=frozenset({"rudderanalytics"}),
        signatures=(_in_turn("track"), _IDENTIFY),
        has_functions=True,
        has_all_parameters=False,
    ),
    Sdk(
        name="rudderstack-node",
        languages=_JAVASCRIPT,
        modules=("@rudderstack/rudder-sdk-node",),
        classes=frozenset({"default"}),
        signatures=(_in_object("track", "userId"), _IDENTIFY_OBJECT),
        has_all_parameters=False,
    ),
    Sdk(
        name="rudderstack",
        languages=_PYTHON,
        modules=("rudderstack.analytics", "rudder_analytics"),
        signatures=(_of_user("track"),),
        has_functions=True,
        has_all_parameters=False,
    ),
)


_OTHERS = (
    Sdk(
        name="jitsu",
        languages=_JAVASCRIPT,
        modules=(
            "@jitsu/js",
            "@jitsu/sdk-js",
            "@jitsu/jitsu-react",
            "@jitsu/nextjs",
            "@jitsu/react",
        ),
        classes=frozenset({"JitsuClient", "AnalyticsInterface"}),
        hooks=frozenset({"jitsuAnalytics", "jitsuClient", "useJitsu", "createClient"}),
        signatures=(_in_turn("track"),),
        has_all_parameters=False,
    ),
    Sdk(
        name="firebase",
        languages=_JAVASCRIPT,
        modules=("firebase/analytics",),
        signatures=(
            Signature(
                name="logEvent",
                method=Method.TRACK,
                event=Parameter(position=1),
                properties=Parameter(position=2),
            ),
        ),
        has_functions=True,
        has_all_parameters=False,
        own_properties=_FIREBASES_OWN,
    ),
)


SDKS = (
    *_SEGMENT,
    *_POSTHOG,
    *_MIXPANEL,
    *_AMPLITUDE,
    *_RUDDERSTACK,
    *_OTHERS,
)
