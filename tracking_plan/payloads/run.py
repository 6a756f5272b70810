"""A run over captures: each record is judged, and what was found is grouped and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.payloads.fast_path.fast_path import FastPath
from tracking_plan.payloads.input.exact import exact_value
from tracking_plan.payloads.input.line_judge import LineJudge
from tracking_plan.payloads.input.record import OF_INPUT, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.known_verdicts import KnownVerdicts
from tracking_plan.payloads.judging.parse_error_rule import Misread, ParseErrorRule
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule, rules_for
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.tally.groups import Groups
from tracking_plan.payloads.tally.rule_counts import RuleCounts
from tracking_plan.payloads.tally.traffic import Row, Traffic, TrafficKey
from tracking_plan.payloads.vendors.choice import Shapes
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Found, Rule, discover, found

Keep = Callable[[Record], object]
AnyRule = Rule[Subject] | ParseErrorRule
Judged = tuple[Code, Severity, Place | None]
RULES = "tracking_plan.payloads.rules"
UNREADABLE = "unreadable"
_MANY = 16_384  # payloads, of which the fast path keeps the moments until they are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What a run saw. `unreadable` records could not be read; `invalid` payloads have errors.

    `other` are calls of other vendors of which a plan says nothing. `unknown_source` counts the
    events of which it is not known where they come from.
    """

    payloads: int
    unreadable: int
    invalid: int
    track: int
    identify: int
    alias: int
    other: int
    unknown: int
    unknown_source: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChunkResult:
    """What was found in `lines` lines of an input, the first of which counts as line 1.

    Where it `is_full`, there was more than is counted apart.
    """

    lines: int
    is_full: bool
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    beside: Mapping[str, RuleCounts]
    counts: Counter[str]


class Run:
    """The state of a run: memory stays bounded however many records it is given.

    `rules` None: every D rule. Only where all of them are screened does the fast path take clean
    payloads, and never without `fast_path`: what is found is the same. `keep_valid` and
    `keep_invalid` are given the records as they are judged.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        *,
        rules: Iterable[AnyRule] | None = None,
        fast_path: bool = True,
        keep_valid: Keep | None = None,
        keep_invalid: Keep | None = None,
    ) -> None:
        self._examiner = Examiner(plan, settings)
        every: tuple[AnyRule, ...] = discover(RULES) if rules is None else tuple(rules)
        self._rules = tuple(rule for rule in every if not isinstance(rule, ParseErrorRule))
        self._shapes = Shapes(settings.shape)
        self._parse_error_rules = tuple(rule for rule in every if isinstance(rule, ParseErrorRule))
        self._verdicts = _verdicts(self._rules, settings)
        self._groups = Groups()
        self._traffic = Traffic()
        self._counts: Counter[str] = Counter()
        may_skip_rules = settings.shape in _OF_FAST_PATH and all(
            isinstance(rule, PayloadRule) and rule.is_screened for rule in self._rules
        )
        self._fast_path = FastPath(self._examiner) if fast_path and may_skip_rules else None
        self._line_offset = 0
        self._keep_valid = keep_valid
        self._keep_invalid = keep_invalid

    def judge(self, path: str, records: Iterable[Record], *, first_line: int = 1) -> None:
        """Judges the records of one input; findings are placed in `path`.

        `first_line` is the line of the input that counts as line 1 of the records.

        Raises:
            AmbiguousShapeError: a record may be a payload of several vendors.
        """
        self._line_offset = first_line - 1
        takes = self._fast_path.takes if self._fast_path is not None else lambda _: False
        keep = self._keep_valid
        for record in records:
            if not record.errors and takes(record.value):
                if record.shape is Shape.ROW:
                    self._counts[_SHAPE + Shape.ROW] += 1
                if keep is not None:
                    keep(record)
                self._settle(_MANY)
            else:
                self._judge_closely(path, record)
        self._settle()

    @property
    def line_judge(self) -> LineJudge | None:
        """What takes clean lines before they become records; None where each is to be a record."""
        if self._fast_path is None or self._keep_valid is not None:
            return None
        return self._judge_lines

    def _judge_lines(self, block: bytes) -> Sequence[tuple[int, bytes]]:
        assert self._fast_path is not None
        closer = self._fast_path.judge(block)
        self._settle(_MANY)
        return closer

    def _settle(self, least: int = 1) -> None:
        """Counts what the fast path has taken, if it has taken so much."""
        if self._fast_path is not None and self._fast_path.unsettled >= least:
            self._fast_path.settle(self._traffic, self._counts)

    def restart(self) -> None:
        """Forgets what was found and counted, but not what was compiled."""
        self._groups, self._traffic, self._counts = Groups(), Traffic(), Counter()

    def _judge_closely(self, path: str, record: Record) -> None:
        line, column = record.line + self._line_offset, record.column
        subject = None
        if record.is_read:
            place = place_of(path, line, column)
            payload = self._shapes.payload_of(exact_value(record), place, record.shape)
            subject = self._examiner.subject(payload)
        judged = self._add(self._parse_problems(path, record, subject)) if record.errors else []
        if subject is not None:
            verdicts = self._verdicts[subject.payload.shape]
            judged += self._add(verdicts.of(subject), subject.payload.place)
        invalid = any(severity is Severity.ERROR for _, severity, _ in judged)
        if subject is not None:
            rules = self._count(subject, invalid=invalid)
        else:
            is_lost = not record.is_punctuation and record.errors[0].kind not in OF_INPUT
            self._counts["unreadable"] += is_lost
            rules = self._traffic.rules_beside(UNREADABLE)
        for code, severity, at in judged:
            rules.add(code, severity, at)
        keep = self._keep_invalid if invalid or subject is None else self._keep_valid
        if keep is not None and record.raw:
            keep(record)

    def _parse_problems(
        self, path: str, record: Record, subject: Subject | None
    ) -> Iterator[Found]:
        misread = Misread(
            path=path,
            line=record.line + self._line_offset,
            column=record.column,
            raw=record.raw,
            errors=record.errors,
            subject=subject,
        )
        return found(self._parse_error_rules, misread)

    def _add(self, problems: Iterable[Found], place: Place | None = None) -> list[Judged]:
        """Groups problems; says how severe those are that are on in this run, and where.

        `place` None: they are where they say.
        """
        judged = []
        chosen = self._examiner.settings.severities
        for code, problem in problems:
            at = place or problem.at
            self._groups.add(code, problem, at)
            own = problem.severity or code.severity
            severity = chosen.get((code.id, own), own)
            if severity is not None:
                judged.append((code, severity, at))
        return judged

    def _count(self, subject: Subject, *, invalid: bool) -> RuleCounts:
        """Counts a payload; gives what the rules found in those that it is counted with."""
        self._counts["closely"] += 1
        self._counts["payloads"] += 1
        self._counts["invalid"] += invalid
        self._counts[subject.payload.kind] += 1
        if subject.payload.kind is not Kind.UNKNOWN:
            self._counts[_SHAPE + subject.payload.shape] += 1
        name = subject.shown_name
        if name is None:
            return self._traffic.rules_beside(subject.payload.kind)
        self._counts["unknown_source"] += subject.source is None
        verdict = subject.verdict
        key = TrafficKey(
            event=name,
            version=str(verdict.version.version) if verdict else None,
            how=verdict.how if verdict else None,
            is_planned=subject.event is not None,
        )
        row = self._traffic.row(key)
        row.add(subject.payload.moment, invalid=invalid)
        return row.rules

    def result(self, *, lines: int) -> ChunkResult:
        """What has been found so far, to be added to another run."""
        return ChunkResult(
            lines=lines,
            is_full=self._groups.is_full or self._traffic.is_full,
            findings=self.findings,
            rows=self.traffic,
            beside=self.beside,
            counts=self._counts,
        )

    def has_room_for(self, result: ChunkResult) -> bool:
        """Whether all that was found there can be counted apart in this run, too."""
        return (
            not result.is_full
            and self._groups.has_room_for(result.findings)
            and self._traffic.has_room_for(row.key for row in result.rows)
        )

    def add(self, result: ChunkResult, *, first_line: int) -> None:
        """Adds what was found in a chunk of the input that begins on the line `first_line`."""
        for finding in result.findings:
            self._groups.merge(finding, line_offset=first_line - 1)
        for row in result.rows:
            self._traffic.row(row.key).merge(row, line_offset=first_line - 1)
        self._traffic.merge_beside(result.beside, line_offset=first_line - 1)
        self._counts.update(result.counts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, grouped."""
        return tuple(self._groups.findings())

    @property
    def traffic(self) -> tuple[Row, ...]:
        """What came in, the most frequent first."""
        return tuple(self._traffic)

    @property
    def beside(self) -> Mapping[str, RuleCounts]:
        """What the rules found in what is no event, by kind of payload."""
        return self._traffic.beside

    @property
    def clean_fast(self) -> int:
        """How many payloads were seen to be clean without a rule."""
        return self._counts["payloads"] - self._counts["closely"]

    @property
    def totals(self) -> Totals:
        """What was counted."""
        kinds = {str(kind): self._counts[kind] for kind in Kind}
        other = ("payloads", "unreadable", "invalid", "unknown_source")
        return Totals(**kinds, **{name: self._counts[name] for name in other})

    @property
    def shapes(self) -> Mapping[Shape, int]:
        """How many payloads had a shape that is not Altertable's."""
        others = (shape for shape in Shape if shape is not Shape.ALTERTABLE)
        return {
            shape: self._counts[_SHAPE + shape] for shape in others if self._counts[_SHAPE + shape]
        }


_SHAPE = "shape "  # how its counts are called
_OF_FAST_PATH = (None, Shape.ALTERTABLE, Shape.ROW)


def _verdicts(rules: Iterable[Rule[Subject]], settings: Settings) -> Mapping[Shape, KnownVerdicts]:
    """What the rules say, by the shape of payloads: of vendors' they look at more than is kept."""
    keeps = not settings.show_values
    return {
        shape: KnownVerdicts(rules_for(shape, rules), keeps=keeps and shape is Shape.ALTERTABLE)
        for shape in Shape
    }
