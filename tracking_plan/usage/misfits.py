"""What is given where an object belongs, or the id of a user, and surely is no such thing."""

from tracking_plan.usage.facts.call import Call, Value
from tracking_plan.usage.facts.expression import NO_OBJECTS
from tracking_plan.usage.ours import is_altertables, is_posted


def no_objects(call: Call) -> tuple[Value, ...]:
    """What stands in place of options, properties or traits and is none (U407)."""
    values = (value for argument in call.objects for value in argument.values)
    return tuple(value for value in values if value.type in NO_OBJECTS or is_unfit(call, value))


def gives_no_object(call: Call) -> bool:
    """Whether what stands in such a place is no object in any run: nothing else is known of it."""
    wrong = frozenset(map(id, no_objects(call)))
    given = [argument.values for argument in call.objects if argument.values]
    return any(all(id(value) in wrong for value in values) for values in given)


def is_unfit(call: Call, value: Value) -> bool:
    """Whether JSON cannot hold a value. What other SDKs make of a function is theirs to say."""
    return value.unfit is not None and is_altertables(call) and not is_posted(call)
