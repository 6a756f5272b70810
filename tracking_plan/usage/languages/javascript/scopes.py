"""Names that JavaScript declares outside of declarations: those of loops and of `catch`."""

from tree_sitter import Node

from tracking_plan.usage.facts.regions import Region, RegionKind, Regions


def declaring(target: Node, regions: Regions) -> Region | None:
    """The region of which a target's names are; None: they are declared elsewhere."""
    parent = target.parent
    here = regions.at(target.start_byte)
    if parent is None:
        return None
    if parent.type == "catch_clause":
        return here
    kind = parent.child_by_field_name("kind") if parent.type == "for_in_statement" else None
    if kind is None:
        return None
    return here.nearest(RegionKind.FUNCTION) if kind.type == "var" else here
