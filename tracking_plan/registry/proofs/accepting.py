"""What a schema accepts, as a function."""

from collections.abc import Callable

from tracking_plan.place import Json, JsonSchema


def as_object(schema: Json) -> JsonSchema:
    """A schema as an engine takes it; what is no schema accepts everything."""
    if isinstance(schema, bool):
        return {} if schema else {"not": {}}
    return schema if isinstance(schema, dict) else {}


def accepting(schema: Json) -> Callable[[object], bool] | None:
    """Whether a schema accepts a value; None where the schema does not compile."""
    from tracking_plan.validation.validator import Validator  # costs 15 ms, as engines do

    try:
        return Validator(as_object(schema)).is_valid
    except ValueError:
        return None
