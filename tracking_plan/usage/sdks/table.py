"""The table of SDKs.

Another one is a module beside this one with a row for each of its languages, and a row here; it
takes no code, if what tracks are the methods of a client.
"""

from tracking_plan.usage.sdks import altertable

SDKS = (*altertable.SDKS,)
