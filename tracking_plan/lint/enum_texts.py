"""The texts that properties may choose from, each where it is written."""

from collections.abc import Iterator
from typing import NamedTuple

from tracking_plan.finding import Related
from tracking_plan.lint.subject import Subject, Use
from tracking_plan.names.property_path import values_of
from tracking_plan.place import Place
from tracking_plan.rule import Problem


class EnumText(NamedTuple):
    """A text among the enum values of a property."""

    text: str
    use: Use
    number: int

    @property
    def at(self) -> Place:
        """Where it is written."""
        return self.use.prop.origin.at("enum", self.number)

    @property
    def scope(self) -> str:
        """Within what values are compared: events that have a property under the same path.

        What else an event may carry is no property of others.
        """
        is_of_event = self.use.path.startswith(values_of(""))
        return f"{self.use.path} of {self.use.event_name}" if is_of_event else self.use.path

    def problem(self, says: str, hint: str, before: "EnumText | None" = None) -> Problem:
        """A problem with it, and the other value that it is compared with."""
        related = (Related(message=f"{before.text!r} is here", at=before.at),) if before else ()
        return Problem(
            message=f"enum value {self.text!r} of {self.use.path!r} {says}",
            hint=hint,
            at=self.at,
            related=related,
            event=self.use.event_name,
            version=self.use.version_text,
            property=self.use.path,
        )


def enum_texts(subject: Subject) -> Iterator[EnumText]:
    """Each text that new code may choose."""
    for use in subject.active:
        if use.prop.enum is None or use.prop.ref is not None:
            continue
        for number, entry in enumerate(use.prop.enum):
            if isinstance(entry.value, str) and not entry.is_deprecated:
                yield EnumText(entry.value, use, number)
