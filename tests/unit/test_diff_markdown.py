"""`diff` as a comment on a pull request: worst first, cut with a count, and safe from any name."""

import json
import re
from itertools import pairwise
from pathlib import Path

import process
import pytest
from markdown_it import MarkdownIt

LIMIT = 65_536  # GitHub's, of a comment


def markdown(folder: Path, old: str, new: str) -> str:
    """The report of `diff` on two plans, whose events are given as YAML."""
    (folder / "old").mkdir()
    for name, events in (("old/tracking-plan.yaml", old), ("tracking-plan.yaml", new)):
        (folder / name).write_text(f"tracking_plan: 1\nevents:\n{events}", encoding="utf-8")
    done = process.run("diff", "--against", "old", "--format", "markdown", cwd=folder)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def rows(text: str) -> list[str]:
    """The rows of the first table, without its head."""
    table = text.split("\n\n")[2].splitlines()
    assert table[0] == "| event | version | what changes | whom it breaks |"
    return table[2:]


def test_the_worst_comes_first_and_says_whom_it_breaks(tmp_path: Path) -> None:
    old = "  A: {properties: {a: string}}\n  B: {properties: {b: string}}\n  C: {}\n"
    new = (
        "  A: {version: 1.1, properties: {a: string, n: string}}\n"
        "  B: {version: 2.0, properties: {b: integer},"
        " previous: {1.0: {properties: {b: string}}}}\n"
        "  C: {properties: {c: string!}}\n  D: {}\n"
    )
    text = markdown(tmp_path, old, new)
    assert text.startswith("### Tracking plan: 4 changes of events, 1 refused, 1 breaking")
    found = rows(text)
    assert [row[:4] for row in found] == ["| C ", "| B ", "| A ", "| D "]
    assert "needs a major version" in found[0]
    assert found[0].endswith("| breaks what sends it |")
    assert found[1].endswith("| breaks what sends it, breaks what reads it |")
    assert found[2].endswith("| nobody |")
    assert "<details><summary>" in text


@pytest.mark.parametrize("count", [2, 50, 150, 2000])
def test_it_fits_into_a_comment_and_counts_the_rest(tmp_path: Path, count: int) -> None:
    old = "".join(f"  Event {i}: {{properties: {{a: string}}}}\n" for i in range(count))
    new = old.replace("a: string", "a: integer, some_longer_name_of_a_property: string!")
    text = markdown(tmp_path, old, new)
    assert len(text) < LIMIT
    changes, findings = text.split("### tracking-plan diff: ")
    more = re.search(r"^and ([0-9]+) more events?$", changes.split("<details>")[0], re.MULTILINE)
    assert len(rows(text)) + (int(more[1]) if more else 0) == count
    left = re.search(r"^and ([0-9]+) more, none of them more severe$", findings, re.MULTILINE)
    shown = sum(line.startswith("| error |") for line in findings.splitlines())
    assert shown + (int(left[1]) if left else 0) == 2 * count
    assert changes.count("<details>") == changes.count("</details>") == 1
    folded = changes.split("</summary>")[1]
    heads = re.findall(r"^\*\*Event", folded, re.MULTILINE)
    rest = re.search(r"^and ([0-9]+) more events?$", folded, re.MULTILINE)
    assert len(heads) + (int(rest[1]) if rest else 0) == count
    assert ("<summary>Every change, with" in changes) == (rest is None)


HOSTILE = (
    "a|b",
    "`x`",
    "``",
    "</details>",
    "</summary></details><script>alert(1)</script>",
    "@octocat",
    "<img src=x onerror=alert(1)>",
    "<!--",
    "[link](https://evil.example)",
    "![image](https://evil.example/x.png)",
    "https://evil.example",
    "www.evil.example",
    "WWW.evil.example",
    "__bold__",
    "#12",
    "octo/repo#12",
    "| --- |",
    "***",
    "\\|",
    "\u202eevil",
    "\u200b",
    "&lt;img&gt;",
    "$$x$$",
    "a" * 200,
)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_breaks_out(tmp_path: Path, name: str) -> None:
    """As an event, a property, a value of a list, a previous name and a source."""
    quoted = json.dumps(name)
    values = f"{{type: string, enum: [{quoted}, b]}}"
    old = f"  {quoted}: {{properties: {{{quoted}: {values}}}}}\n  Z: {{}}\n"
    new = (
        f"  {quoted}: {{properties: {{{quoted}: {{type: string, enum: [b, c]}}, n: string!}}}}\n"
        f"  Z: {{sources: [web], properties: {{{quoted}: string!}}}}\n"
    )
    text = markdown(tmp_path, old, new)
    if "F106" in text:  # no name of a plan at all
        assert not text.startswith("### Tracking plan")
    else:
        assert len(rows(text)) == 2
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(text)
    html = [token.content for token in tokens if token.type == "html_block"]
    assert [one.strip() for one in html] in (
        [],
        ["<details><summary>Every change, with payloads</summary>", "</details>"],
    )
    inline = [child for token in tokens for child in token.children or ()]
    assert not {child.type for child in inline} & {"link_open", "image"}
    tags = {child.content for child in inline if child.type == "html_inline"}
    assert tags <= {"<code>", "</code>", "<br>"}
    assert not {child.type for child in inline} & {"code_inline", "s_open"}
    slanted = {b.content for a, b in pairwise(inline) if a.type == "em_open"}
    assert slanted <= {"hint:", "see"}, "our own words"
    bold = {b.content for a, b in pairwise(inline) if a.type == "strong_open"}
    assert "bold" not in bold
    assert not re.search(r"@\w|://\w|www\.", text, re.IGNORECASE), (
        "what a code host makes a link of"
    )
    assert "\u202e" not in text
    assert sum(token.type == "tr_open" for token in tokens) == sum(
        line.startswith("|") and not set(line) <= set("|- ") for line in text.splitlines()
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("  A: {version: 2.0}\n", "  A: {version: 1.0}\n", "refused: the version went down"),
        ("  A: {}\n", "  A: {status: retired}\n", "refused, whatever the version"),
        ("  A: {properties: {a: string}}\n", "  A: {}\n", "needs a major version"),
        ("  A: {}\n", "  A: {properties: {a: string}}\n", "needs a minor version"),
    ],
)
def test_a_row_says_what_would_help(tmp_path: Path, old: str, new: str, says: str) -> None:
    row, *_ = rows(markdown(tmp_path, old, new))
    assert f"<br>**{says}**" in row
