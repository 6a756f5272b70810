"""The scopes that JavaScript's names are declared in, by loops and `catch` too."""

from tree_sitter import Node

from tracking_plan.usage.facts.module import Region, RegionKind, Regions

Scopes = dict[str, set[int]]  # a name -> the identities of the regions that declare it


def declaring_scope(name: str, here: Region, scopes: Scopes) -> Region:
    """The scope in which a name that is assigned `here` was declared."""
    if name.startswith("this."):
        return here.nearest(RegionKind.CLASS)
    declaring = scopes.get(name, ())
    found = (region for region in here.outwards() if id(region) in declaring)
    return next(found, here.nearest(RegionKind.MODULE))


def declaring(target: Node, regions: Regions) -> Region | None:
    """The region that declares a target's names; None: they are declared elsewhere."""
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
