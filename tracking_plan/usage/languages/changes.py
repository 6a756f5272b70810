"""Changes of an object, where a grammar's nodes show them."""

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
