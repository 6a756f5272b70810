"""What a callee is, by its definition."""

from dataclasses import dataclass

from tracking_plan.usage.facts.bindings import Binding
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.module import Module


@dataclass(frozen=True, slots=True)
class Definition:
    """A function, an object or a class as some module defines it.

    `made_of` is where a class is bound. `is_made`: it is an object of that, and not the class.
    `is_derived`: it may be one of a class that derives from it.
    """

    module: Module
    value: Expression
    made_of: Binding | None = None
    is_derived: bool = False
    is_made: bool = False


class UnfollowedError(Exception):
    """It cannot be followed what an expression is: it may be anything."""
