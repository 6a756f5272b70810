"""What can go wrong with a run itself, rather than with what it reads."""


class WorkerError(Exception):
    """A process that shared the work ended early, as one does that the system kills."""

    def __init__(self) -> None:
        super().__init__("a process that shared the work has ended before it was done")
