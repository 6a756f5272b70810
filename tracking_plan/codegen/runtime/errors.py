"""What can be wrong with a call, as exceptions. None carries a value that was tracked."""


class TrackingError(Exception):
    """Any error of a helper."""


class Unsendable(TrackingError):
    """The call holds something that no payload can say; it is never sent.

    Attributes:
        path: Where: `distinct_id`, `timestamp`, or a property such as `items[0].price`.
        reason: What is wrong with it.
    """

    def __init__(self, path: str, reason: str) -> None:
        """Says where, and why."""
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class PlanViolation(TrackingError):
    """The call, or a setting, does not keep to the tracking plan.

    Attributes:
        event: The event; `identify`, or `tracker` and `common` for the settings.
        problems: What is wrong, a line each.
    """

    def __init__(self, event: str, problems: tuple[str, ...]) -> None:
        """Says which event, and what is wrong with it."""
        super().__init__(f"{event!r} does not keep to the plan: {'; '.join(problems)}")
        self.event = event
        self.problems = problems
