"""Whether two schemas say the same, to the letter."""

from tracking_plan.place import Json, JsonSchema

Schema = JsonSchema | bool


def is_same_schema(one: Json, other: Json) -> bool:
    """Whether two schemas are written alike. Python takes `true` for 1, JSON Schema does not."""
    return one is other or (one == other and repr(one) == repr(other))
