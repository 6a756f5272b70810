"""Whether a constraint's condition is met, and which keys it refuses."""

from collections.abc import Iterator

from tracking_plan.plan.format.kinds import Excludes, When
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar


def applies(when: When, node: Node) -> bool:
    """Whether a node meets a condition."""
    for step in when.route:
        if not isinstance(node, MappingNode) or step not in node.entries:
            return False
        node = node.entries[step][1]
    return when.values is None or (isinstance(node, Scalar) and node.text in when.values)


def excluded(excludes: Excludes, node: MappingNode) -> Iterator[tuple[str, Scalar, Node]]:
    """The keys of a mapping, and their values, that the constraint refuses."""
    if not applies(excludes.when, node):
        return
    for name in excludes.refused:
        key, value = node.entries.get(name, (None, None))
        if key is None or value is None:
            continue
        if not (isinstance(value, Scalar) and value.text in excludes.unless):
            yield name, key, value
