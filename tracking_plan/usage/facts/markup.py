"""Elements of markup that may be components, as far as calls are made of them."""

import re
from enum import StrEnum
from typing import NamedTuple


class AttributeKind(StrEnum):
    """What the value of an attribute is."""

    TEXT = "text"
    CODE = "code"
    SPREAD = "spread"  # all keys of an object that is code
    FLAG = "flag"  # it has no value
    UNKNOWN = "unknown"


class Attribute(NamedTuple):
    """An attribute, by its name as a property, and where its value is in the file."""

    name: str
    kind: AttributeKind
    start: int
    end: int
    text: str = ""


class Element(NamedTuple):
    """An element, from its first byte to the end of its opening tag."""

    name: str
    start: int
    end: int
    attributes: tuple[Attribute, ...]


def component_name(name: str) -> str:
    """What code calls the component of an element: `SubmitButton`, for `submit-button`."""
    joined = "".join(word[:1].upper() + word[1:] for word in name.split("-"))
    return joined if "-" in name else name


def element_name(component: str) -> str:
    """What markup may call the element of a component: `submit-button`, for `SubmitButton`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-", component).lower()


def property_name(attribute: str) -> str:
    """What code calls the property of an attribute: `eventName`, for `event-name`."""
    return re.sub(r"-([a-z])", lambda found: found[1].upper(), attribute)
