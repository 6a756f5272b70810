"""A run over captures: each record is judged, and what was found is grouped and counted."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice

from tracking_plan.altertable.envelope import Kind
from tracking_plan.finding import Code, Finding, Severity
from tracking_plan.payloads.fast_path.fast_path import FastPath
from tracking_plan.payloads.input.line_judge import LineJudge
from tracking_plan.payloads.input.record import OF_INPUT, Record
from tracking_plan.payloads.input.shape import Shape
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.known_verdicts import verdicts_by_shape
from tracking_plan.payloads.judging.parse_error_rule import ParseErrorRule, misread_of
from tracking_plan.payloads.judging.payload import place_of
from tracking_plan.payloads.judging.payload_rule import is_screened, rules_for
from tracking_plan.payloads.judging.repeat_rule import RepeatRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import Subject
from tracking_plan.payloads.repetitions import Repetitions
from tracking_plan.payloads.results import (
    OF_SHAPE,
    ChunkResult,
    Totals,
    shapes_of,
    totals_of,
)
from tracking_plan.payloads.tally.groups import Groups
from tracking_plan.payloads.tally.repeats import KeyOf, key_of
from tracking_plan.payloads.tally.rule_counts import RuleCounts
from tracking_plan.payloads.tally.traffic import Row, Traffic, TrafficKey
from tracking_plan.payloads.vendors.choice import Shapes
from tracking_plan.place import Place
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Found, Rule, discover, found

KeepValid = Callable[[Record], object]
KeepInvalid = Callable[[Record, Place, tuple[Found, ...]], object]
AnyRule = Rule[Subject] | ParseErrorRule | RepeatRule
Judged = tuple[Code, Severity, Place | None]
RULES = "tracking_plan.payloads.rules"
UNREADABLE = "unreadable"
_PIECE = 8192  # records, after which it is settled which of them repeat an earlier one
_MANY = 16_384  # payloads, of which the fast path keeps the moments until they are counted


class Run:
    """The state of a run: memory stays bounded however many records it is given.

    `rules` None: every D rule. Only where all of them are screened does the fast path take clean
    payloads, and never without `fast_path`: what is found is the same. `keep_valid` and
    `keep_invalid` are given the records as they are judged, the latter with their places and with
    the errors that were found, in which no values are shown. `key` makes the keys by which payloads
    that repeat others are found; all runs whose results are added to one have the same.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        *,
        rules: Iterable[AnyRule] | None = None,
        fast_path: bool = True,
        keep_valid: KeepValid | None = None,
        keep_invalid: KeepInvalid | None = None,
        key: KeyOf = key_of,
    ) -> None:
        self._examiner = Examiner(plan, settings)
        every: tuple[AnyRule, ...] = discover(RULES) if rules is None else tuple(rules)
        self._parse_error_rules = tuple(rule for rule in every if isinstance(rule, ParseErrorRule))
        repeats = (
            r for r in every if isinstance(r, RepeatRule) and (rules or settings.is_on(r.code))
        )
        self._repetitions = Repetitions(repeats, key)
        self._rules = tuple(r for r in every if not isinstance(r, ParseErrorRule | RepeatRule))
        self._shapes = Shapes(settings.shape)
        self._verdicts = verdicts_by_shape(self._rules, settings)
        self._groups = Groups()
        self._traffic = Traffic()
        self._counts: Counter[str] = Counter()
        may_skip = settings.shape in _OF_FAST_PATH and all(map(is_screened, self._rules))
        self._fast_path = FastPath(self._examiner) if fast_path and may_skip else None
        self._line_offset = 0
        self._keep_valid = keep_valid
        self._keep_invalid = keep_invalid

    def judge(self, path: str, records: Iterable[Record], *, first_line: int = 1) -> None:
        """Judges the records of one input; findings are placed in `path`.

        `first_line` is the line of the input that counts as line 1 of the records.

        Raises:
            AmbiguousShapeError: a record may be a payload of several vendors.
        """
        for record in (records := iter(records)):
            piece = chain((record,), islice(records, _PIECE))
            self.judge_piece(path, piece, first_line=first_line)
            self._repetitions.settle(path, line_offset=first_line - 1)
        self._settle()  # there may have been no record: all lines were taken

    def judge_piece(self, path: str, records: Iterable[Record], *, first_line: int = 1) -> None:
        """The same; but whether records repeat others is for whoever adds the result to a run."""
        self._line_offset = first_line - 1
        takes = self._fast_path.takes if self._fast_path is not None else lambda _: False
        keep, key_of_value, sent = self._keep_valid, self._repetitions.key, self._repetitions.sent
        add_key, add_line = sent.keys.append, sent.lines.append
        for record in records:
            if (key := key_of_value(record.value)) is not None:
                add_key(key)
                add_line(record.first_line)
            if not record.errors and takes(record.value):
                if record.shape is Shape.ROW:
                    self._counts[OF_SHAPE + Shape.ROW] += 1
                if keep is not None:
                    keep(record)
                self._settle(_MANY)
            else:
                self._judge_closely(path, record)
        self._settle()

    @property
    def line_judge(self) -> LineJudge | None:
        """What takes clean lines before they become records; None where each is to be a record."""
        if self._fast_path is None or self._keep_valid is not None or self._repetitions.is_asked:
            return None  # keys of payloads are made of records, in the order of these
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
        self._repetitions.restart()

    def _judge_closely(self, path: str, record: Record) -> None:
        line, column = record.line + self._line_offset, record.column
        subject = None
        if record.is_read:
            payload = self._shapes.of_record(record, place_of(path, line, column))
            subject = self._examiner.subject(payload)
        problems = (*self._parse_problems(path, record, subject),) if record.errors else ()
        judged = self._add(problems)
        if subject is not None:
            said = self._verdicts[subject.payload.shape].of(subject)
            judged += self._add(said, subject.payload.place)
            problems += said
        invalid = any(severity is Severity.ERROR for _, severity, _ in judged)
        if subject is not None:
            rules = self._count(subject, invalid=invalid)
        else:
            is_lost = not record.is_punctuation and record.errors[0].kind not in OF_INPUT
            self._counts["unreadable"] += is_lost
            rules = self._traffic.rules_beside(UNREADABLE)
        for code, severity, at in judged:
            rules.add(code, severity, at)
        if record.raw:
            self._keep(path, record, subject, problems, invalid=invalid)

    def _keep(
        self,
        path: str,
        record: Record,
        subject: Subject | None,
        problems: tuple[Found, ...],
        *,
        invalid: bool,
    ) -> None:
        """Gives the record to whoever keeps such."""
        if subject is not None and not invalid:
            if self._keep_valid is not None:
                self._keep_valid(record)
        elif self._keep_invalid is not None:
            if subject is not None and subject.settings.show_values:
                problems = self._without_values(path, record, subject)
            severity_of = self._examiner.settings.severity_of
            errors = tuple(one for one in problems if severity_of(*one) is Severity.ERROR)
            place = place_of(path, record.line + self._line_offset, record.column)
            self._keep_invalid(record, place, errors)

    def _without_values(self, path: str, record: Record, subject: Subject) -> tuple[Found, ...]:
        """What was found, said without values where they may be shown."""
        quiet = subject.without_values()
        problems = self._parse_problems(path, record, quiet) if record.errors else ()
        return (*problems, *found(rules_for(subject.payload.shape, self._rules), quiet))

    def _parse_problems(
        self, path: str, record: Record, subject: Subject | None
    ) -> Iterator[Found]:
        line = record.line + self._line_offset
        return found(self._parse_error_rules, misread_of(record, path, line, subject))

    def _add(self, problems: Iterable[Found], place: Place | None = None) -> list[Judged]:
        """Groups problems; says how severe those are that are on in this run, and where.

        `place` None: they are where they say.
        """
        judged = []
        for code, problem in problems:
            at = place or problem.at
            self._groups.add(code, problem, at)
            severity = self._examiner.settings.severity_of(code, problem)
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
            self._counts[OF_SHAPE + subject.payload.shape] += 1
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
            sent=self._repetitions.sent,
        )

    def has_room_for(self, result: ChunkResult) -> bool:
        """Whether all that was found there can be counted apart in this run, too."""
        return (
            not result.is_full
            and self._groups.has_room_for(result.findings)
            and self._traffic.has_room_for(row.key for row in result.rows)
        )

    def add(self, path: str, result: ChunkResult, *, first_line: int) -> None:
        """Adds what was found in a chunk of an input that begins on the line `first_line`."""
        for finding in result.findings:
            self._groups.merge(finding, line_offset=first_line - 1)
        for row in result.rows:
            self._traffic.row(row.key).merge(row, line_offset=first_line - 1)
        self._traffic.merge_beside(result.beside, line_offset=first_line - 1)
        self._counts.update(result.counts)
        self._repetitions.add(path, result.sent, line_offset=first_line - 1)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, grouped; last what is to be said of payloads that repeat others."""
        return (*self._groups.findings(), *self._repetitions.findings())

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
        return totals_of(self._counts)

    @property
    def shapes(self) -> Mapping[Shape, int]:
        """How many payloads had a shape that is not Altertable's."""
        return shapes_of(self._counts)


_OF_FAST_PATH = (None, Shape.ALTERTABLE, Shape.ROW)
