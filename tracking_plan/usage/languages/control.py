"""What statements and expressions do with the order of the code, in no language."""

from msgspec import Struct
from tree_sitter import Node

BREAK, CONTINUE, LEAVE = "break", "continue", "leave"


class Decided(Struct, frozen=True, kw_only=True):
    """A node that takes one of several ways: what is asked for each, and its body.

    `is_closed`: there is no other way.
    """

    options: tuple[tuple[tuple[Node, ...], Node], ...]
    is_closed: bool


class Switched(Struct, frozen=True, kw_only=True):
    """A `switch`, whose cases go on in the next. `is_closed`: one of them is always taken."""

    before: tuple[Node, ...]
    cases: tuple[Node, ...]
    is_closed: bool


class Repeated(Struct, frozen=True, kw_only=True):
    """A loop: what runs once before it, and in each round.

    `asked` may end it, `named` is assigned in each round. `is_late`: it is asked after the body.
    `is_endless`: it is never ended so. `otherwise` runs where it is ended so.
    """

    before: tuple[Node, ...] = ()
    asked: tuple[Node, ...] = ()
    named: tuple[Node, ...] = ()
    body: Node | None = None
    after: tuple[Node, ...] = ()
    otherwise: Node | None = None
    is_late: bool = False
    is_endless: bool = False


class Tried(Struct, frozen=True, kw_only=True):
    """A `try`, with what runs where something fails in it, where nothing does, and in the end.

    `before` runs first, outside of it. `is_passed`: where something fails in the body, the code
    goes on after it; None: that is unknown.
    """

    body: Node
    before: tuple[Node, ...] = ()
    is_passed: bool | None = False
    handlers: tuple[Node, ...] = ()
    otherwise: Node | None = None
    last: Node | None = None


class Left(Struct, frozen=True, kw_only=True):
    """A statement that goes on elsewhere: after a loop, with its next round, or out of here.

    `value` is what it takes along.
    """

    where: str
    label: str = ""
    value: tuple[Node, ...] = ()


class Labelled(Struct, frozen=True, kw_only=True):
    """A statement with a label."""

    label: str
    body: Node


Control = Decided | Switched | Repeated | Tried | Left | Labelled
