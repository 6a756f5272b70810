"""Notes the problems of a file's format, each with the event and the property that it is about."""

from collections.abc import Mapping

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.names.property_path import below, items_of, values_of
from tracking_plan.place import Place
from tracking_plan.plan.format.disguises import hint_of_disguise
from tracking_plan.plan.format.faults import Fault
from tracking_plan.plan.format.kinds import Kind
from tracking_plan.plan.text.nodes import Node, Scalar, span_of
from tracking_plan.plan.text.problems import Problems
from tracking_plan.rule import Problem

_INNER = {"items": items_of, "values": values_of}


class Reporter:
    """Adds the problems of the file `path` to `found`.

    `commented` are the ids of nodes without a value that a comment follows, with that comment.
    """

    def __init__(self, path: str, found: Problems, commented: Mapping[int, str]) -> None:
        self._path = path
        self._found = found
        self._commented = commented
        self._event: str | None = None
        self._paths = [""]  # that of the property at hand comes last

    def enter(self, role: str | None, name: str = "") -> None:
        """From here on, problems are about the entry `name`, or what one holds."""
        if role == "event":
            self._event = name
        elif role == "property":
            self._paths.append(below(self._paths[-1], name))
        elif role in _INNER:
            self._paths.append(_INNER[role](self._paths[-1]))

    def leave(self, role: str | None) -> None:
        """The entry that was entered last is done with."""
        if role == "event":
            self._event = None
        elif role == "property" or role in _INNER:
            self._paths.pop()

    def fault(self, node: Node, fault: Fault, kind: Kind | None = None) -> bool:
        """Notes a fault of a node that should be of `kind`; True where it can be used."""
        comment = self._commented.get(id(node))
        hint = f"a '#' begins a comment: quote it: '{comment}'" if comment else fault.hint
        if isinstance(node, Scalar) and not node.text.isascii():
            hint = hint_of_disguise(node, fault, kind) or hint
        self.problem(fault.code, node, fault.message, hint)
        return fault.code.severity is not Severity.ERROR

    def problem(
        self,
        code: Code,
        node: Node,
        message: str,
        hint: str | None = None,
        first: Node | None = None,
    ) -> None:
        """Notes a problem; `first` is the node that an entry repeats."""
        related = (Related(message="first here", at=self._at(first)),) if first else ()
        problem = Problem(
            message=message,
            at=self._at(node),
            hint=hint,
            related=related,
            event=self._event,
            property=self._paths[-1] or None,
        )
        self._found.append((code, problem))

    def _at(self, node: Node) -> Place:
        return Place(path=self._path, span=span_of(node))
