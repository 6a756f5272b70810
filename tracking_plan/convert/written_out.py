"""Versions of events as plain data that stand alone: `ref`s taken, common properties written in."""

from tracking_plan.place import Json
from tracking_plan.plan.model import EventVersion, Plan, Status
from tracking_plan.plan.text.nodes import MappingNode, Node, Scalar, json_of

Written = dict[str, Json]


def previous_entry(plan: Plan, version: EventVersion) -> Written:
    """What stands under `previous` for a version of a plan, on its way out from now on.

    Every key of a property is taken as it is written, so that none can be forgotten.
    """
    node = version.origin.node
    found: Written = {"status": leaving(version.status)}
    if version.sunset is not None:
        found["sunset"] = version.sunset.isoformat()
    if version.description:
        found["description"] = version.description
    if version.sources is not None:
        found["sources"] = list(version.sources)
    others = node.entries.get("additional_properties") if isinstance(node, MappingNode) else None
    if others is not None:
        found["additional_properties"] = _others(plan, others[1])
    if version.properties:
        found["properties"] = {
            prop.name: short(_property(plan, prop.origin.node)) for prop in version.properties
        }
    return found


def leaving(status: Status) -> str:
    """The status of a version that a newer one follows."""
    return str(Status.RETIRED if status is Status.RETIRED else Status.DEPRECATED)


def short(prop: Written) -> Json:
    """A property as people write it: `string` and `string!` where its type says it all."""
    if prop.keys() == {"type"}:
        return prop["type"]
    if prop.keys() == {"type", "required"} and prop["required"] is True:
        return f"{prop['type']}!"
    return prop


def _property(plan: Plan, node: Node) -> Written:
    """What a property's node says, `ref`s taken."""
    if isinstance(node, Scalar):
        return _shorthand(plan, node.text)
    assert isinstance(node, MappingNode)
    own = {name: _value(plan, name, value) for name, (_, value) in node.entries.items()}
    ref = own.pop("ref", None)
    taken = _property(plan, plan.shared[str(ref)].origin.node) if ref is not None else {}
    return {**taken, **own}


def _shorthand(plan: Plan, text: str) -> Written:
    word, _, name = text.partition(" ")
    required: Written = {"required": True} if word.endswith("!") else {}
    if word.rstrip("!") == "ref":
        return _property(plan, plan.shared[name.strip()].origin.node) | required
    return {"type": word.rstrip("!"), **required}


def _value(plan: Plan, key: str, node: Node) -> Json:
    if key == "properties" and isinstance(node, MappingNode):
        return {name: short(_property(plan, one)) for name, (_, one) in node.entries.items()}
    if key == "items":
        return short(_property(plan, node))
    if key == "additional_properties":
        return _others(plan, node)
    return node.text if key == "ref" and isinstance(node, Scalar) else _plain(key, node)


def _plain(key: str, node: Node) -> Json:
    """The value of a key: of texts their text, whatever number they look like."""
    if key in _TEXTS and isinstance(node, Scalar):
        return node.text
    return json_of(node)


_TEXTS = frozenset(("description", "unit", "pattern", "replaced_by", "sunset"))


def _others(plan: Plan, node: Node) -> Json:
    """What further keys may hold: true, false, or a property."""
    if isinstance(node, Scalar) and isinstance(node.value, bool):
        return node.value
    return short(_property(plan, node))
