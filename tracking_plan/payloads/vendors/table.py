"""The vendors whose payloads can be read, one row each."""

from collections.abc import Mapping

from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.vendors import (
    amplitude,
    mixpanel,
    posthog,
    rudderstack,
    segment,
    snowplow,
)
from tracking_plan.payloads.vendors.vendor import Vendor

VENDORS: tuple[Vendor, ...] = (
    segment.VENDOR,
    rudderstack.VENDOR,
    posthog.VENDOR,
    mixpanel.VENDOR,
    amplitude.VENDOR,
    snowplow.VENDOR,
)
BY_SHAPE: Mapping[Shape, Vendor] = {vendor.shape: vendor for vendor in VENDORS}
