"""What is found in one file."""

from collections.abc import Mapping
from typing import NamedTuple

from tracking_plan.usage.facts.scan import Scan
from tracking_plan.usage.facts.uses import ChangeKind
from tracking_plan.usage.recognition.wrappers import Wrapper


class FileAnswer(NamedTuple):
    """What is found in a file. `changing` None: it counts for no other file."""

    name: str
    scan: Scan
    wrappers: tuple[Wrapper, ...] = ()
    changing: Mapping[str, ChangeKind] | None = None
