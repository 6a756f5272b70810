"""The SDKs and APIs that are known: Altertable's first. Each is a row, known nowhere else."""

from tracking_plan.usage.sdks import altertable, google, http, snowplow, vendors

SDKS = (*altertable.SDKS, *vendors.SDKS, *google.SDKS, *snowplow.SDKS, *http.SDKS)
