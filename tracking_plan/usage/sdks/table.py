"""The SDKs that are known: Altertable's first. Each is a row; nothing else knows any of them."""

from tracking_plan.usage.sdks import altertable, google, snowplow, vendors

SDKS = (*altertable.SDKS, *vendors.SDKS, *google.SDKS, *snowplow.SDKS)
