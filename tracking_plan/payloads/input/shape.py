"""The shape of a payload: the API that it is written for, or the table that it was stored in."""

from enum import StrEnum


class Shape(StrEnum):
    """Whose shape a payload has. Only Altertable's own has an envelope that rules look at."""

    ALTERTABLE = "altertable"
    ROW = "row"
    SEGMENT = "segment"
    RUDDERSTACK = "rudderstack"
    POSTHOG = "posthog"
    MIXPANEL = "mixpanel"
    AMPLITUDE = "amplitude"
    SNOWPLOW = "snowplow"
