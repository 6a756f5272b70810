"""How much of a plan is read: its limits, and where a text passes them."""

from typing import Any

import yaml

from tracking_plan.plan.text.nodes import Mark

MAX_FILE_VALUES = 1_100_000
MAX_PLAN_VALUES = 2_500_000
MAX_NAMES = 20_000  # under one key: events, definitions
MAX_PROPERTIES = 5_000
MAX_PATTERNS = 1_000
MAX_PROBLEMS = 5_000

_NODES = (yaml.ScalarEvent, yaml.AliasEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent)


def most_values(text: str) -> int:
    """At most so many keys, values and items does the text have; found without parsing it.

    Each has a sign of its own before or behind it, and a key without a value counts for two.
    """
    return 2 + 2 * sum(map(text.count, ":,[{?")) + text.count("-")


def too_many_at(parser: Any) -> Mark | None:
    """Where a document passes `MAX_FILE_VALUES`; None where it does not.

    Raises:
        yaml.YAMLError: the text is not YAML.
    """
    count = 0
    while (event := parser.get_event()) is not None:
        if event.__class__ in _NODES:
            count += 1
            if count > MAX_FILE_VALUES:
                mark: Any = event.start_mark
                return mark  # type: ignore[no-any-return] # PyYAML is not typed
    return None
