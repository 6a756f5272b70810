"""What is found in one file: what others depend on, and its calls."""

from collections.abc import Mapping
from typing import NamedTuple

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.recognition.wrapper import Wrapper


class ForOthers(NamedTuple):
    """What other files depend on. `changing` None: it counts for no other file.

    `clients` are the names under which others may import clients of SDKs.
    """

    wrappers: tuple[Wrapper, ...] = ()
    changing: Mapping[str, ChangeKind] | None = None
    clients: tuple[str, ...] = ()


class FileAnswer(NamedTuple):
    """What is found in a file."""

    name: str
    scan: Scan
    for_others: ForOthers = ForOthers()
