"""A call that a variable is given to, whatever the function does with it."""

from msgspec import Struct

from tracking_plan.place import Span
from tracking_plan.usage.facts.expression import Expression


class Handing(Struct, frozen=True, kw_only=True):
    """A call that gets a variable, by itself or within a list or a table.

    `at` is where the variable stands, `offset` the same in bytes. `is_result`: it gets what a call
    of the variable gives.
    """

    callee: Expression
    at: Span
    offset: int
    is_result: bool = False
