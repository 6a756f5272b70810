"""Cases as Markdown: the fenced blocks of a rule's page, each run with that one rule on.

A line that must be flagged ends in `# expect: P101` (`// expect:` where that is the comment),
with several codes split by commas; a block without a mark must pass. `yaml` blocks get a first
line `tracking_plan: 1` unless they have one. Other blocks are held against the last `yaml`
block before them; `yml` blocks are later versions of that plan.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracking_plan.finding import Code, Finding

LineCode = tuple[int, str]
Runner = Callable[[str, str], Iterable[LineCode]]
"""Takes a block and the plan that it is held against; returns what all rules say of the block.

For `yaml` blocks the two are the same text. Lines count from 1 within the block. A runner that
is given a plan with F errors must return them (or raise): a case never passes by not loading.
"""

PLAN, LATER_PLAN = "yaml", "yml"
FURTHER = Path(__file__).parent / "rules"
_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\s*$")
_HEADING = re.compile(r"^#+ +(?P<title>.+)$")
_MARK = re.compile(r"\s*(?:#|//)\s*expect:\s*(?P<codes>[A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\s*$")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A block, the plan before it, and what one rule must say of it."""

    id: str
    code: str
    language: str
    text: str
    plan: str
    expected: frozenset[LineCode]

    def check(self, runners: Mapping[str, Runner]) -> None:
        """Assert that the rule flags the marked lines and no others."""
        told = frozenset(runners[self.language](self.text, self.plan))
        heeded = {self.code} | {code for _, code in self.expected}
        found = {(line, code) for line, code in told if code in heeded or code.startswith("F")}
        assert found == self.expected, f"{self.id}\n{self.text}"


def cases_of(code: Code, languages: Iterable[str]) -> tuple[Case, ...]:
    """The cases of a rule: its page's, then those of `tests/rules/<name>.md`.

    `yaml` blocks of rules that judge something else are plans, and no cases of their own.
    """
    wanted = frozenset(languages)
    found = list(_read(code, code.page, "page"))
    further = FURTHER / f"{code.name}.md"
    if further.exists():
        found += _read(code, further.read_text(encoding="utf-8"), "more")
    return tuple(case for case in found if case.language in wanted)


def line_codes(findings: Iterable[Finding]) -> Iterator[LineCode]:
    """Findings as a runner returns them; one without a line stands at line 0."""
    for finding in findings:
        span = finding.problem.at.span if finding.problem.at else None
        yield span.line if span else 0, finding.code.id


def _read(code: Code, markdown: str, origin: str) -> Iterator[Case]:
    plan = "tracking_plan: 1\n"
    for number, (title, language, lines) in enumerate(_blocks(markdown), start=1):
        if language in (PLAN, LATER_PLAN) and not any(
            line.startswith("tracking_plan:") for line in lines
        ):
            lines = ["tracking_plan: 1", *lines]
        text = "".join(f"{_MARK.sub('', line)}\n" for line in lines)
        plan = text if language == PLAN else plan
        yield Case(
            id=f"{code.name}-{origin}-{number}-{language}-{title}".rstrip("-"),
            code=code.id,
            language=language,
            text=text,
            plan=plan,
            expected=frozenset(_marks(lines)),
        )


def _blocks(markdown: str) -> Iterator[tuple[str, str, list[str]]]:
    """The heading above, the language and the lines of each fenced block."""
    title, lines = "", iter(markdown.splitlines())
    for line in lines:
        if heading := _HEADING.match(line):
            title = _SLUG.sub("-", heading["title"].lower()).strip("-")
        elif fence := _FENCE.match(line):
            indent = len(fence["indent"])
            yield title, fence["language"], [inner[indent:] for inner in _until_fence(lines)]


def _until_fence(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == "```":
            return
        yield line
    raise ValueError("a fenced block is not closed")


def _marks(lines: Iterable[str]) -> Iterator[LineCode]:
    for number, line in enumerate(lines, start=1):
        if mark := _MARK.search(line):
            yield from ((number, code.strip()) for code in mark["codes"].split(","))
