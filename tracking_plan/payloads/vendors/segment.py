"""Segment's calls: track, identify, page, screen, group and alias."""

from collections.abc import Mapping

from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.sdk_names import SdkNames
from tracking_plan.payloads.vendors import rudderstack, segment_spec
from tracking_plan.payloads.vendors.vendor import Body, Sent, Vendor

_PLATFORMS: Mapping[str, str] = {
    "analytics.js": "web",
    "@segment/analytics-next": "web",
    "analytics-ios": "ios",
    "analytics-android": "android",
    "analytics-node": "backend",
    "@segment/analytics-node": "backend",
    "analytics-python": "backend",
    "segment-analytics-python": "backend",
    "analytics-ruby": "backend",
    "analytics-php": "backend",
    "analytics-java": "backend",
    "analytics-go": "backend",
    "Analytics.NET": "backend",
    "Analytics-CSharp": "backend",
}


def is_meant(body: Body) -> bool:
    """Whether it is a call, and nothing in it is RudderStack's."""
    return segment_spec.is_call(body) and not rudderstack.has_sign(body)


def read(body: Body) -> Sent | None:
    """What a call says."""
    return segment_spec.read(body, _PLATFORMS)


VENDOR = Vendor(
    shape=Shape.SEGMENT,
    label="Segment",
    is_meant=is_meant,
    read=read,
    of_sdk=SdkNames(events=segment_spec.EVENTS),
)
