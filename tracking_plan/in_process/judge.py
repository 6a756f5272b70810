"""Judges payloads one at a time, and remembers what it says of clean ones."""

from collections.abc import Iterable, Iterator

from tracking_plan.altertable.envelope import Kind, kind_of
from tracking_plan.finding import Severity
from tracking_plan.in_process.clean import IsClean, is_never_clean, screened
from tracking_plan.in_process.not_json import found_in
from tracking_plan.in_process.plain import NotJsonError, as_json, is_plain
from tracking_plan.in_process.verdict import PayloadFinding, Verdict
from tracking_plan.payloads.judging.examine import Examiner
from tracking_plan.payloads.judging.masked import shown
from tracking_plan.payloads.judging.payload import payload_of, place_of
from tracking_plan.payloads.judging.payload_rule import PayloadRule
from tracking_plan.payloads.judging.settings import Settings
from tracking_plan.payloads.judging.subject import VALUES_ARE_HIDDEN
from tracking_plan.place import Json
from tracking_plan.plan.model import Plan
from tracking_plan.rule import Found, found

_PLACE = place_of("-", 1, 1)  # a value of a program has none
_MOST_REMEMBERED = 10_000  # names and versions are the payloads' to choose


class Judge:
    """What a plan says of payloads on one day. Not for several threads at once.

    Without `fast_path`, the rules look at each payload: what is found is the same.
    """

    def __init__(
        self,
        plan: Plan,
        settings: Settings,
        rules: Iterable[PayloadRule],
        *,
        fast_path: bool = True,
    ) -> None:
        self._examiner = Examiner(plan, settings)
        self._rules = tuple(rules)
        may_skip_rules = fast_path and all(rule.is_screened for rule in self._rules)
        self._is_clean: IsClean = screened(self._examiner) if may_skip_rules else is_never_clean
        self._remembered: dict[tuple[object, ...], Verdict] = {}

    def verdict(self, value: object) -> Verdict:
        """What the plan says of a value, whatever it is."""
        if is_plain(value):
            if self._is_clean(value):
                return self._of_clean(value)
            return self._closely(value)
        try:
            return self._closely(as_json(value))
        except NotJsonError as error:
            return self._of_no_json(value, error)

    def _of_clean(self, value: Json) -> Verdict:
        """The verdict of a clean payload: only its event and its version make a difference."""
        key = self._key(value)
        verdict = self._remembered.get(key)
        if verdict is None:
            verdict = self._closely(value)
            if not verdict.findings and len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[key] = verdict
        return verdict

    def _key(self, value: Json) -> tuple[object, ...]:
        assert isinstance(value, dict)  # what is clean is an object
        kind = kind_of(value)
        if kind is not Kind.TRACK:
            return (kind,)
        properties, name = value["properties"], self._examiner.plan.version_property
        said = properties.get(name) if isinstance(properties, dict) and name is not None else None
        return value["event"], said, type(said)

    def _closely(self, value: Json) -> Verdict:
        """The verdict of the rules."""
        subject = self._examiner.subject(payload_of(value, _PLACE))
        findings = self._findings(found(self._rules, subject))
        chosen = subject.verdict
        return Verdict(
            is_valid=_has_no_error(findings),
            kind=subject.payload.kind,
            event=subject.shown_name,
            version=str(chosen.version.version) if chosen else None,
            how=chosen.how if chosen else None,
            findings=findings,
        )

    def _of_no_json(self, value: object, error: NotJsonError) -> Verdict:
        """The verdict of what cannot be sent: no rule can look at it."""
        name = dict.get(value, "event") if isinstance(value, dict) else None
        findings = self._findings((found_in(error),))
        return Verdict(
            is_valid=_has_no_error(findings),
            kind=Kind.TRACK if isinstance(name, str) else Kind.UNKNOWN,
            event=shown(str.__str__(name)) if isinstance(name, str) else None,
            findings=findings,
        )

    def _findings(self, problems: Iterable[Found]) -> tuple[PayloadFinding, ...]:
        """The findings that are on, as severe as the settings say; each once."""
        return tuple(dict.fromkeys(self._shown(problems)))

    def _shown(self, problems: Iterable[Found]) -> Iterator[PayloadFinding]:
        chosen = self._examiner.settings.severities
        for code, problem in problems:
            own = problem.severity or code.severity
            severity = chosen.get((code.id, own), own)
            if severity is None:
                continue
            yield PayloadFinding(
                code=code.id,
                name=code.name,
                severity=severity,
                message=problem.message,
                property=problem.property,
                hint=None if problem.hint == VALUES_ARE_HIDDEN else problem.hint,
            )


def _has_no_error(findings: Iterable[PayloadFinding]) -> bool:
    return all(one.severity is not Severity.ERROR for one in findings)
