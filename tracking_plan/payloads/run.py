"""A run over captures: each record is judged, and what was found is grouped and counted."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Finding, Severity
from tracking_plan.payloads.fast_path.fast_path import Shortcut
from tracking_plan.payloads.input.record import OF_INPUT, Record
from tracking_plan.payloads.judging.examine import Examiner, Settings
from tracking_plan.payloads.judging.parse_error_rule import DamageRule
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.tally.groups import Groups
from tracking_plan.payloads.tally.traffic import Lane, Row, Traffic
from tracking_plan.place import Json
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Rule, discover

Keep = Callable[[Record], object]
RULES = "tracking_plan.payloads.rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a run saw. `damaged` records could not be read; `invalid` payloads have errors.

    `unknown_source` counts the events of which no `$lib` tells where they come from.
    """

    payloads: int
    damaged: int
    invalid: int
    track: int
    identify: int
    alias: int
    unknown: int
    unknown_source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was found in a stretch of `lines` lines, whose first line counts as 1."""

    lines: int
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    counts: Counter[str]


class Run:
    """The state of a run: memory stays bounded however many records it is given.

    `rules` None: every D rule. Only where all of them are screened does the fast path take clean
    payloads. `keep_valid` and `keep_invalid` are given the records as they are judged.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        *,
        rules: Iterable[Rule[Subject]] | None = None,
        keep_valid: Keep | None = None,
        keep_invalid: Keep | None = None,
    ) -> None:
        self._examiner = Examiner(plan, settings)
        every = discover(RULES) if rules is None else tuple(rules)
        self._rules = tuple(rule for rule in every if not isinstance(rule, DamageRule))
        self._damage_rules = tuple(rule for rule in every if isinstance(rule, DamageRule))
        self._groups = Groups()
        self._traffic = Traffic()
        self._counts: Counter[str] = Counter()
        may_skip_rules = all(
            isinstance(rule, PayloadRule) and rule.is_screened for rule in self._rules
        )
        self._takes = (
            Shortcut(self._examiner, self._traffic, self._counts).takes
            if may_skip_rules
            else _nothing
        )
        self._keep_valid = keep_valid
        self._keep_invalid = keep_invalid

    def judge(self, path: str, records: Iterable[Record]) -> None:
        """Judges the records of one input, whose findings bear `path`."""
        takes, keep = self._takes, self._keep_valid
        for record in records:
            if not record.damages and takes(record.value):
                if keep is not None:
                    keep(record)
            else:
                self._judge_closely(path, record)

    def _judge_closely(self, path: str, record: Record) -> None:
        subject = self._examiner.subject(path, record)
        invalid = self._has_errors(subject)
        if not record.is_read:
            self._counts["damaged"] += record.damages[0].kind not in OF_INPUT
        else:
            self._count(subject, invalid=invalid)
        keep = self._keep_invalid if invalid else self._keep_valid
        if keep is not None and record.raw:
            keep(record)

    def _has_errors(self, subject: Subject) -> bool:
        """Runs the rules; says whether any of them found an error."""
        invalid = False
        rules = self._rules if subject.kind is not None else ()
        for rule in (*self._damage_rules, *rules) if subject.damages else rules:
            for problem in rule.check(subject):
                self._groups.add(rule.code, problem)
                severity = problem.severity or rule.code.severity
                invalid = invalid or severity is Severity.ERROR
        return invalid

    def _count(self, subject: Subject, *, invalid: bool) -> None:
        self._counts["payloads"] += 1
        self._counts["invalid"] += invalid
        self._counts[subject.kind or Kind.UNKNOWN] += 1
        name = subject.shown_name
        if name is None:
            return
        self._counts["unknown_source"] += subject.source is None
        verdict = subject.verdict
        lane = Lane(
            event=name,
            version=str(verdict.version.version) if verdict else None,
            how=verdict.how if verdict else None,
            is_planned=subject.event is not None,
        )
        self._traffic.row(lane).add(subject.moment, invalid=invalid)

    def part(self, *, lines: int) -> Part:
        """What has been found so far, to be added to another run."""
        return Part(lines=lines, findings=self.findings, rows=self.traffic, counts=self._counts)

    def add(self, part: Part, *, first_line: int) -> None:
        """Takes over what was found in a stretch that begins on the line `first_line`."""
        for finding in part.findings:
            self._groups.merge(finding, line_offset=first_line - 1)
        for row in part.rows:
            self._traffic.row(row.lane).merge(row)
        self._counts.update(part.counts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, grouped."""
        return tuple(self._groups.findings())

    @property
    def traffic(self) -> tuple[Row, ...]:
        """What came in, the most frequent first."""
        return tuple(self._traffic)

    @property
    def totals(self) -> Totals:
        """What was counted."""
        kinds = {str(kind): self._counts[kind] for kind in Kind}
        other = ("payloads", "damaged", "invalid", "unknown_source")
        return Totals(**kinds, **{name: self._counts[name] for name in other})


def _nothing(_: Json) -> bool:
    """The fast path where there is none: it takes no payload."""
    return False
