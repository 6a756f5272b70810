import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracking_plan.finding import Code, Finding, Fix, Problem, Related, Safety, Severity
from tracking_plan.place import Json, Place, Span
from tracking_plan.report.escape import visible, width
from tracking_plan.report.formats import FORMATS, render
from tracking_plan.report.markdown import MAX_LENGTH
from tracking_plan.report.model import Report
from tracking_plan.report.summary import statistics

CODE = Code(id="U101", name="unknown-event", severity=Severity.ERROR, page="One line.\n\nMore.")
SCHEMA = json.loads(Path("schemas/report.schema.json").read_text(encoding="utf-8"))
HOSTILE = (
    "\x1b[2J\x1b]0;owned\x07",
    "\n::error file=x::owned",
    "\r::set-env name=PATH::x",
    "##[add-path]/tmp ##vso[task.setvariable variable=x]y ##teamcity[message]",
    "\u202eevil\u2066 \u200b\ufeff",
    "a | b\n| c |",
    "`x` **y** [z](http://e.example) <script>alert(1)</script> <!-- & @admin #12 www.e.example",
    "]]>&lt;\x00\x0b\ufffe\ud800",
    "%0A::error::x,y:z",
    "\x85\u2028\u2029::error::next",
)
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=20)


def span(line: int = 3, column: int = 5, end: int = 9) -> Span:
    return Span(line=line, column=column, end_line=line, end_column=end)


def finding(message: str = "no event is called 'X'", **more: str) -> Finding:
    at = Place(path=more.get("path", "web/app.ts"), span=span())
    return Finding(
        code=CODE,
        severity=Severity.ERROR,
        problem=Problem(
            message=message,
            at=at,
            hint=more.get("hint"),
            event=more.get("event"),
            property=more.get("property"),
            related=(Related(message=more.get("related", "here"), at=at),),
            places=(at, Place(path="b.ts", span=span(7))),
            count=2,
            fix=Fix(safety=Safety.SAFE, edits=()),
        ),
    )


def placed(item: Finding, at: Place | None, *related: Related) -> Finding:
    return replace(item, problem=replace(item.problem, at=at, related=related))


def report(*findings: Finding, line: str = "    track('X')", **sections: Json) -> Report:
    return Report(
        command="usage",
        version="1.2.3",
        findings=findings,
        fingerprints=tuple(f"print{number}" for number, _ in enumerate(findings)),
        excerpts={item.problem.at: line for item in findings if item.problem.at},
        sections=sections,
    )


def check_json(text: str) -> Json:
    loaded: Json = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(loaded)
    return loaded


def test_the_schema_of_the_report_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_json_says_all_that_is_known_of_a_finding() -> None:
    text = render("json", report(finding(hint="write 'Y'", event="X"), calls=[]))
    place = {"path": "web/app.ts", "line": 3, "column": 5, "end_line": 3, "end_column": 9}
    assert check_json(text) == {
        "version": 1,
        "tool": {"name": "tracking-plan", "version": "1.2.3"},
        "command": "usage",
        "findings": [
            {
                "code": "U101",
                "name": "unknown-event",
                "severity": "error",
                "message": "no event is called 'X'",
                "hint": "write 'Y'",
                "at": place,
                "related": [{"message": "here", "at": place}],
                "event": "X",
                "version": None,
                "property": None,
                "count": 2,
                "places": [place, {**place, "path": "b.ts", "line": 7, "end_line": 7}],
                "fix": "safe",
                "fingerprint": "print0",
            }
        ],
        "summary": {"errors": 1, "warnings": 0, "infos": 0, "occurrences": 2},
        "calls": [],
    }


def test_json_is_strict_even_where_sections_are_not() -> None:
    text = render("json", report(figures={"x": float("nan"), "y": "\ud800", "z": [1.5, None]}))
    loaded = check_json(text)
    assert isinstance(loaded, dict)
    assert loaded["figures"] == {"x": None, "y": "?", "z": [1.5, None]}


@pytest.mark.parametrize("above", ["changed", "changed\n", "changed\n\n", "changed\n\n\n"])
@pytest.mark.parametrize("name", ["text", "markdown", "concise"])
def test_a_blank_line_stands_between_changes_and_findings(name: str, above: str) -> None:
    plain = report(finding())
    both = replace(plain, shown={name: lambda: above})
    below = render(name, plain)
    assert render(name, both).startswith("changed\n\n")
    if name != "markdown":  # which is shortened by what stands above
        assert render(name, both) == f"changed\n\n{below}"
    assert render(name, replace(both, findings=(), fingerprints=())).startswith("changed")


def test_text_points_at_the_place() -> None:
    text = render("text", report(finding(hint="write 'Y'"), line="    track('X')"))
    assert text.splitlines() == [
        "web/app.ts:3:5 error U101[unknown-event] no event is called 'X' (2 times)",
        "  3 |     track('X')",
        "    |     ^^^^",
        "  hint: write 'Y'",
        "  see: web/app.ts:3:5 here",
        "  also: b.ts:7:5",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "columns", "indent", "size"),
    [
        ("\tab", (2, 4), 4, 2),
        ("日本 ab", (4, 6), 5, 2),
        ("ab日本", (3, 5), 2, 4),
        ("e\u0301 ab", (4, 6), 2, 2),
        ("👍 ab", (3, 5), 3, 2),
        ("ab", (3, 3), 2, 1),
        ("ab", (9, 12), 2, 1),
        ("\x1b[1m ab", (6, 8), 8, 2),
    ],
)
def test_the_caret_stands_under_the_place_whatever_the_width(
    line: str, columns: tuple[int, int], indent: int, size: int
) -> None:
    at = Place(path="a", span=span(1, *columns))
    text = render("text", replace(report(placed(finding(), at)), excerpts={at: line}))
    caret = text.splitlines()[2].removeprefix("    | ")
    assert caret == " " * indent + "^" * size


def test_a_minified_line_is_cut_around_the_place() -> None:
    line = "a" * 5000 + "HERE" + "b" * 5000
    at = Place(path="a.js", span=span(1, 5001, 5005))
    lines = render("text", replace(report(placed(finding(), at)), excerpts={at: line}))
    excerpt, caret = lines.splitlines()[1:3]
    assert "aHEREb" in excerpt
    assert len(excerpt) < 130
    assert excerpt[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_colour_is_only_there_when_asked_for() -> None:
    assert "\x1b[" not in render("text", report(finding()))
    painted = render("text", replace(report(finding()), color=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render("text", report(finding()))
    assert "\x1b[" in painted


def test_concise_takes_a_line_each() -> None:
    text = render("concise", report(finding(), finding("b")))
    assert text.splitlines() == [
        "web/app.ts:3:5: U101 error: no event is called 'X' (2 times)",
        "web/app.ts:3:5: U101 error: b (2 times)",
    ]


def test_github_shows_a_finding_at_its_line() -> None:
    text = render(
        "github", report(placed(finding(hint="50%"), Place(path="web/app.ts", span=span())))
    )
    assert text == (
        "::error file=web/app.ts,line=3,endLine=3,col=5,endColumn=9,title=U101 unknown-event"
        "::no event is called 'X' (2 times)%0Ahint: 50%25\n"
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (None, "::notice title=U101 unknown-event::it is"),
        (Place(path="a,b:c"), "::notice file=a%2Cb%3Ac,title=U101 unknown-event::it is"),
        (
            Place(path="a", span=Span(line=1, column=2, end_line=3, end_column=4)),
            "::notice file=a,line=1,endLine=3,title=U101 unknown-event::it is",
        ),
    ],
)
def test_github_says_as_much_of_the_place_as_it_can(at: Place | None, expected: str) -> None:
    item = Finding(code=CODE, severity=Severity.INFO, problem=Problem(message="it is", at=at))
    assert render("github", report(item)) == f"{expected}\n"


def test_a_finding_without_a_place_can_be_reported_in_every_format() -> None:
    item = Finding(code=CODE, severity=Severity.ERROR, problem=Problem(message="it is", at=None))
    for name in FORMATS:
        assert "it is" in render(name, report(item))


def test_markdown_says_where_nothing_was_found() -> None:
    assert render("markdown", report()) == "### tracking-plan usage: nothing found\n"


def test_markdown_keeps_to_a_size_and_to_what_is_worst() -> None:
    infos = [replace(finding(f"m{n}"), severity=Severity.INFO) for n in range(1000)]
    text = render("markdown", report(*infos, finding("the error")))
    assert "the error" in text
    shown = text.count("<code>U101")
    assert f"\nand {1001 - shown} more, none of them more severe\n" in text
    assert MAX_LENGTH - 500 < len(text) < MAX_LENGTH + 500
    above = replace(report(*infos), shown={"markdown": lambda: "x" * 50_000})
    assert MAX_LENGTH - 500 < len(render("markdown", above)) < MAX_LENGTH + 500


def test_sarif_has_what_code_hosts_ask_for() -> None:
    nowhere = replace(placed(finding(), None), severity=Severity.INFO)
    log = json.loads(render("sarif", report(finding(path="a b/ü.py"), nowhere)))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["U101"]
    first, second = run["results"]
    location = first["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "a%20b/%C3%BC.py"
    assert location["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert first["partialFingerprints"] != second["partialFingerprints"]
    assert (second["level"], len(second["locations"])) == ("note", 1)


def test_gitlab_fingerprints_differ_even_for_the_same_finding() -> None:
    twice = replace(report(finding(), finding()), fingerprints=("same", "same"))
    issues = json.loads(render("gitlab", twice))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    assert issues[0]["location"] == {"path": "web/app.ts", "lines": {"begin": 3}}


def test_junit_fails_the_cases_that_fail_the_run() -> None:
    items = (finding(), replace(finding(), severity=Severity.WARNING))
    suite = ElementTree.fromstring(render("junit", report(*items)))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [len(case.findall("failure")) for case in suite] == [1, 0]


def test_junit_has_a_case_that_passed_where_nothing_was_found() -> None:
    suite = ElementTree.fromstring(render("junit", report()))[0]
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")


def hostile(text: str) -> Report:
    item = finding(text, path=text, hint=text, event=text, property=text, related=text)
    return report(item, line=text)


@pytest.mark.parametrize("blank", "\u115f\u1160\u3164\uffa0\u2800\u17b4\u034f\u200b\u00a0\u00ad")
@pytest.mark.parametrize("name", ["text", "concise", "github", "markdown"])
def test_a_letter_that_shows_nothing_is_written_out(name: str, blank: str) -> None:
    output = render(name, hostile(f"a{blank}b"))
    assert blank not in output
    assert f"{ord(blank):x}" in output


@pytest.mark.parametrize("text", ["한글", "ᄀ", "ﾃﾞ", "क्ष", "a\u200db", "né", "👩‍🚀"])
def test_letters_that_show_something_stay(text: str) -> None:
    assert visible(text) == text


@given(TEXT)
@pytest.mark.parametrize("name", FORMATS)
def test_no_text_can_act_in_any_format(name: str, text: str) -> None:
    output = render(name, hostile(text))
    lines = output.split("\n")
    assert all(visible(line) == line for line in lines if "##" not in line)
    assert not re.search(r"##\w*\[", output)
    assert output.encode("utf-8").decode("utf-8") == output


@given(TEXT)
def test_no_text_adds_a_line_or_a_command(text: str) -> None:
    for name in ("text", "concise", "github"):
        plain, changed = (render(name, hostile(t)).split("\n") for t in ("plain", text or "empty"))
        assert len(plain) == len(changed)
    assert render("github", hostile(text)).count("\n") == 1
    for line in (
        *render("text", hostile(text)).split("\n"),
        *render("concise", hostile(text)).split("\n"),
    ):
        assert not line.lstrip().startswith("::")


@given(TEXT)
def test_json_gives_every_name_back(text: str) -> None:
    loaded = check_json(render("json", hostile(text)))
    assert isinstance(loaded, dict)
    assert isinstance(loaded["findings"], list)
    (item,) = loaded["findings"]
    assert isinstance(item, dict)
    assert item["event"] == text.encode("utf-8", "replace").decode()


@given(TEXT)
def test_xml_stays_well_formed_and_keeps_its_shape(text: str) -> None:
    root = ElementTree.fromstring(render("junit", hostile(text)))
    assert [element.tag for element in root.iter()] == [
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
    ]


@given(TEXT)
def test_markdown_stays_one_row_without_links_or_html(text: str) -> None:
    output = render("markdown", hostile(text))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(output)
    assert sum(1 for token in tokens if token.type == "tr_open") == 2
    inline = [child for token in tokens for child in token.children or ()]
    assert not any(child.type in ("link_open", "image") for child in inline)
    html = {child.content for child in inline if child.type == "html_inline"}
    assert html <= {"<code>", "</code>", "<br>"}


def test_widths_follow_the_terminal() -> None:
    assert [width(text) for text in ("ab", "日本", "e\u0301", "👍", "a\u200db")] == [2, 4, 1, 2, 2]


def repeated(*counts: tuple[str, int]) -> Report:
    """A report with so many findings of each code, in turn."""
    codes = (Code(id=id_, name="a", severity=Severity.INFO, page="") for id_, _ in counts)
    items = (
        replace(finding(f"{code.id} number {number}"), code=code)
        for code, (_, count) in zip(codes, counts, strict=True)
        for number in range(1, count + 1)
    )
    return report(*items)


def test_text_may_count_what_repeats() -> None:
    text = render("text", replace(repeated(("P202", 51), ("P204", 3), ("P101", 5)), at_most=3))
    assert text.count("P202 number") == 3
    assert text.count("P204 number") == 3
    assert text.endswith("48 more of P202[a]\n2 more of P101[a]\n-v shows them all\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_otherwise_every_finding_is_there(name: str) -> None:
    many = repeated(("P202", 51))
    assert render(name, many).count("P202 number") >= 51
    if name != "text":
        assert render(name, replace(many, at_most=3)) == render(name, many)


def test_statistics_count_occurrences_the_most_frequent_first() -> None:
    lines = list(statistics(repeated(("P202", 4), ("P101", 40), ("P103", 4))))
    assert lines == ["80 P101 a", " 8 P103 a", " 8 P202 a"]
    assert list(statistics(report())) == []
