"""What people get wrong with YAML: the finding is at the mistake, and the hint solves it."""

import pytest
from effort import at_most

from tracking_plan.plan.load import load_text

HEAD = "tracking_plan: 1\nevents:\n"
LONG = "k" * 1_100
EVENT = f"{HEAD}  A B:\n    owner: me\n"


def found(text: str) -> tuple[str, int, str]:
    """The code, the line, and the message with the hint, of the first finding."""
    finding = load_text(text).findings[0]
    problem = finding.problem
    assert problem.at
    assert problem.at.span
    return finding.code.id, problem.at.span.line, f"{problem.message}; {problem.hint}"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        (f"{EVENT}<<<<<<< HEAD\n    tags: [a]\n=======\n    tags: [b]\n>>>>>>> x\n", "F004", 5,
         "merge conflict"),
        (f"<<<<<<< ours\n{EVENT}||||||| base\n=======\n>>>>>>> theirs\n", "F004", 1,
         "both where each adds"),
        (f"{EVENT}    properties:\n<<<<<<< HEAD\n      a: string\n=======\n", "F004", 6,
         "merge conflict"),
        (f"{EVENT}=======\n    tags: [b]\n>>>>>>> x\n", "F004", 5, "a line of a merge conflict"),
        (f"{EVENT}    tags: [b]\n>>>>>>> x\n", "F004", 6, "a line of a merge conflict"),
        (f"{HEAD}  A: {{description: Channel #growth}}\n  B: {{}}\n", "F004", 3, "quote the text"),
        (f"{EVENT}    tags: [#a]\n", "F004", 5, "quote the text that has the '#'"),
        (f"{EVENT}    tags: [a, #b]\n    trigger: x\n", "F004", 5, "comment"),
        (f"{EVENT}    trigger: #now\n", "F102", 5, "quote it: '#now'"),
        (f"{EVENT}    trigger: {{a}} came\n", "F004", 5, "'{a} came'"),
        (f"{EVENT}    trigger: [beta] came\n", "F004", 5, "'[beta] came'"),
        (f'{EVENT}    trigger: "Buy" was hit\n', "F004", 5, "'\"Buy\" was hit'"),
        (f"{EVENT}    trigger: 'Buy' was hit\n", "F004", 5, "'''Buy'' was hit'"),
        (f"{EVENT}    trigger: *Buy* was hit\n", "F004", 5, "'*Buy* was hit'"),
        (f"{EVENT}    trigger: *Buy\n", "F007", 5, "'*Buy'"),
        (f"{HEAD}  A: {{description: *new* event}}\n", "F004", 3, "'*new* event'"),
        (f"{HEAD}  A: {{owner: a, trigger: @here comes}}\n", "F004", 3, "'@here comes'"),
        (f'{HEAD}  A: {{trigger: "Buy" was hit}}\n', "F004", 3, "'\"Buy\" was hit'"),
        (f"{HEAD}  A: {{trigger: [beta] came, owner: a}}\n", "F004", 3, "'[beta] came'"),
        (f"{EVENT}    trigger: - a dash\n", "F004", 5, "'- a dash'"),
        (f"{EVENT}    trigger: ? who knows\n", "F004", 5, "'? who knows'"),
        (f"{HEAD}  A: {{}},\n  B: {{}}\n", "F004", 3, "remove the comma"),
        (f"{EVENT}    tags: [a, b],\n", "F004", 5, "remove the comma"),
        ("tracking_plan: 1\n// what is sent\nevents: {}\n", "F004", 2, "`# what is sent`"),
        (f"{EVENT}    /* later */\n    tags: [a]\n", "F004", 5, "`# later`"),
        (f"{HEAD}  A: {{}} // first\n", "F004", 3, "`# first`"),
        (f'{EVENT}    trigger: "x" // first\n', "F004", 5, "`# first`"),
        (f"{EVENT}    trigger: !now it came\n", "F010", 5, "quote that"),
        (f"{HEAD}  Chat: Message Sent:\n    owner: me\n", "F004", 3, "'Chat: Message Sent':"),
        (f"{EVENT}    properties:\n      og: title: string\n", "F004", 6, "'og: title': string"),
        (f"{EVENT}    trigger: Format: a\n", "F004", 5, "trigger: 'Format: a'"),
        (f"{EVENT}    trigger: one that\n      is of: two\n", "F004", 6, "quote that as a whole"),
        (f"{EVENT}      trigger: deeper\n", "F004", 5, "indent it like line 4"),
        (f"{EVENT}    trigger now\n    tags: [a]\n", "F004", 5, "write `trigger: now`"),
        ("tracking_plan: 1\nevents\n  A: {}\n", "F004", 2, "write `events:`"),
        (f"{HEAD}  A\n    owner: me\n", "F004", 3, "write `A:`"),
        (f"{HEAD}  A:\n\u00a0\u00a0\u00a0\u00a0owner: me\n", "F101", 4, "no-break space"),
        (f"{EVENT}\u2003\u2003trigger: x\n", "F101", 5, "em space"),
        (f"{EVENT}    \u00a0trigger: x\n", "F101", 5, "write `trigger`"),
        (f"{EVENT}  properties:\n    a: string\n", "F107", 5, "key of an event"),
        (f"{EVENT}  trigger: x\n", "F107", 5, "key of an event"),
        (f"{EVENT}  tags: [x]\n", "F107", 5, "key of an event"),
        (f"{EVENT}    properties:\n      a: string\n      required: true\n", "F107", 7,
         "key of a property"),
        ("tracking_plan: 1\nA B:\n  description: x\n", "F101", 2, "under `events:`"),
        ("events: {A: {}}\n", "F104", 1, "name the root file"),
        ("tracking_plan: 1\n...\nevents: {}\n", "F004", 2, "'...' ends the YAML document"),
        (f"{HEAD}  A: {{}}\n... # end\n  B: {{}}\n", "F004", 4, "'...' ends the YAML document"),
        (f"{EVENT}    trigger: |\n      x\n...\n    tags: [a]\n", "F004", 7, "remove the line"),
        (f'{HEAD}  A: {{trigger: "x\n... y"}}\n', "F004", 4, "indent it"),
        (f"{HEAD}  A: {{trigger: x,\n---\n owner: y}}\n", "F004", 4, "another YAML document"),
        (f'{HEAD}  "{LONG}":\n    owner: me\n', "F004", 3, "a key of 1,102 characters"),
        (f"{HEAD}  '{LONG}': {{owner: me}}\n", "F004", 3, "YAML takes 1,024 at most; shorten it"),
        (f"{HEAD}  {LONG}: {{owner: me}}\n", "F004", 3, "a key of 1,100 characters"),
        (f'events: {{"{LONG}": {{}}}}\n', "F004", 1, "a key of 1,102 characters"),
        (f'{EVENT}    properties:\n      "{LONG}": string\n', "F004", 6, "a key of 1,102"),
        (f'{HEAD}  "A\n    B": {{owner: me}}\n', "F004", 4, "a key over several lines"),
        (f"{EVENT}    trigger: users': yes\n", "F004", 5, "quote it: trigger: 'users'': yes'"),
    ],
)  # fmt: skip
def test_the_mistake_is_named_where_it_is(text: str, code: str, line: int, said: str) -> None:
    at = found(text)
    assert at[:2] == (code, line)
    assert said in at[2]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}  A: # a comment\n  B: #legacy\n",
        f"{HEAD}  status:\n  owner: {{owner: me}}\n  properties: {{properties: {{a: string}}}}\n",
        f"{EVENT}    properties: {{type: string, status: string, description: string!}}\n",
        f"{EVENT}    properties: {{items: {{type: array}}, enum: {{enum: [a]}}, ref: ref s}}\n"
        "shared: {s: string}\n",
        f"{EVENT}    trigger: >\n      <<<<<<< so\n      said: they\n",
        f"{EVENT}    tags: [a, # one\n      b]\n",
        f"{EVENT}    trigger: one that\n      goes on\n",
    ],
)
def test_what_is_right_stays_right(text: str) -> None:
    assert load_text(text).findings == ()


A_KEY = "a key without a colon; write `"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (f"{EVENT}  'C D'\n  E: {{}}\n", 5, f"{A_KEY}'C D':`"),
        (f"{EVENT}  'C D'\n    description: x\n  E: {{}}\n", 5, f"{A_KEY}'C D':`"),
        (f'{HEAD}  "C D"\n  E: {{}}\n', 3, f'{A_KEY}"C D":`'),
        (f'{HEAD}  "C D"\n    description: x\n', 3, f'{A_KEY}"C D":`'),
        (f"{EVENT}  'C D' # a note\n  # another\n\n  'E': {{}}\n", 5, f"{A_KEY}'C D':`"),
        (f"{EVENT}  'C D'\n", 5, f"{A_KEY}'C D':`"),
        (f"{HEAD}  A B:\n    'owner'\n    tags: [a]\n", 4, f"{A_KEY}'owner':`"),
        ("tracking_plan: 1\n'events'\n  A B: {}\n", 2, f"{A_KEY}'events':`"),
        (f"{HEAD}  A B:\n    owner:\n      'me'\n     tags: [a]\n", 6, "fits no level"),
        (f"{HEAD}  A B:\n    tags:\n      - 'a'\n      b: c\n", 6, "a list item is expected"),
    ],
)
def test_a_quoted_key_without_its_colon_is_named(text: str, line: int, said: str) -> None:
    code, at, message = found(text)
    assert (code, at) == ("F004", line)
    assert said in message


def test_a_quoted_value_on_a_line_of_its_own_is_none() -> None:
    loaded = load_text(
        f"{EVENT}    description:\n      'What it is.'\n    tags:\n    - 'a'\n    - 'b'\n"
    )
    assert loaded.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        ": " * 50_000,
        "{a: " * 20_000,
        "- " * 50_000,
        "'a' " * 20_000,
        "// " * 30_000,
        "[a, *b " * 20_000,
    ],
)
def test_a_line_that_nobody_writes_takes_no_time(text: str) -> None:
    with at_most(5):  # where looking for the cause would take hours
        load_text(f"{HEAD}  A: {{trigger: {text}}}\n")
        load_text(f"{EVENT}    trigger: {text}\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}  A: {{description: ...}}\n...\n",
        f"{HEAD}  A: {{description: '--- x'}}\n",
        f"{HEAD}  '{'k' * 1_000}': {{description: x}}\n",
        f"---\n{HEAD}  A: {{description: x}}\n",
    ],
)
def test_signs_of_documents_that_are_at_their_places(text: str) -> None:
    assert load_text(text).findings == ()
