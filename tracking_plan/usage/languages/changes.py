"""Changes of an object, where a grammar's nodes show them."""

from msgspec.structs import replace
from tree_sitter import Node

from tracking_plan.usage.facts.conditions import GivesWay
from tracking_plan.usage.facts.expression import Expression
from tracking_plan.usage.facts.regions import Regions
from tracking_plan.usage.facts.uses import Change, ChangeKind, Uses


def one_change(
    regions: Regions,
    kind: ChangeKind,
    node: Node,
    key: Expression | None = None,
    value: Expression | None = None,
    *,
    is_exit: bool = False,
    gives_way: GivesWay | None = None,
) -> Uses:
    """A change of an object, where the node is."""
    change = Change(
        kind=kind,
        offset=node.start_byte,
        end=node.end_byte,
        block=regions.at(node.start_byte),
        key=key,
        value=value,
        is_exit=is_exit,
        gives_way=gives_way,
    )
    return Uses(changes=(change,))


def given_to(call: Node, names: frozenset[str], uses: Uses, *, is_inside: bool = False) -> Uses:
    """The same changes, where a function that is called may make them: after the call, if at all.

    `names` are those of the function; `is_inside`: the object is in one that it is given.
    """
    end = call.end_byte
    changes = (replace(c, offset=end, end=end, by=names, is_inside=is_inside) for c in uses.changes)
    return Uses(changes=tuple(changes))
