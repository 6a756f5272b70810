"""What a run says of payloads that repeat earlier ones, and what it keeps to find them."""

from collections.abc import Iterable, Iterator

from tracking_plan.finding import Finding
from tracking_plan.payloads.judging.repeat_rule import Repeat, RepeatRule
from tracking_plan.payloads.tally.groups import Groups
from tracking_plan.payloads.tally.repeats import KeyOf, Repeats, Sent, no_key
from tracking_plan.rule import found


class Repetitions:
    """Findings about payloads, `sent` in the order of the inputs, that repeat earlier ones.

    Where no rule asks, `key` gives no payload a key.
    """

    def __init__(self, rules: Iterable[RepeatRule], key: KeyOf) -> None:
        self._rules = tuple(rules)
        self.is_asked = bool(self._rules)
        self.key: KeyOf = key if self.is_asked else no_key
        self.restart()

    def restart(self) -> None:
        """Forgets all payloads."""
        self.sent, self._repeats, self._groups = Sent(), Repeats(), Groups()

    def settle(self, path: str, *, line_offset: int) -> None:
        """Looks at what was sent since the last time, in the input of that name."""
        self.add(path, self.sent, line_offset=line_offset)
        self.sent.clear()

    def add(self, path: str, sent: Sent, *, line_offset: int) -> None:
        """Looks at payloads of a run whose first line is so many lines further down."""
        for index in self._repeats.among(sent.keys):
            repeat = Repeat(path=path, line=sent.lines[index] + line_offset)
            for code, problem in found(self._rules, repeat):
                self._groups.add(code, problem, problem.at)

    def findings(self) -> Iterator[Finding]:
        """What there is to say."""
        return self._groups.findings()
