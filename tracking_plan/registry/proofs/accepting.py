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
    if isinstance(schema, bool):
        return everything if schema else nothing
    from tracking_plan.validation.validator import Validator  # costs 15 ms, as engines do

    try:
        return Validator(as_object(schema)).is_valid
    except ValueError:
        return None


def everything(_: object) -> bool:
    """True, of any value."""
    return True


def nothing(_: object) -> bool:
    """False, of any value."""
    return False
