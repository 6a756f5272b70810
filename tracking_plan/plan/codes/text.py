"""The F0xx codes: what can be wrong with a plan's files as text and as YAML."""

from tracking_plan.finding import Code, Severity


def _code(id_: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(id=id_, name=name, severity=severity, page=page)


UNREADABLE = _code(
    "F001",
    "unreadable-file",
    """A file of the plan cannot be opened.

It is missing, it is a folder, or this user may not read it. Check the path and its rights. Or git
has it, and a sparse checkout leaves it out: `git sparse-checkout add FOLDER` checks it out.
""",
)
NOT_UTF8 = _code(
    "F002",
    "not-utf8",
    """A file of the plan is not UTF-8 text.

YAML plans are read as UTF-8, with or without a byte order mark, so that every machine sees the
same names. The place is the first byte that does not fit. Save the file as UTF-8; an editor calls
it "reopen with encoding", a shell `iconv -f latin1 -t utf-8`.
""",
)
BAD_CHARACTER = _code(
    "F003",
    "bad-character",
    """A character stands in the file that YAML text may not hold.

Control characters are not allowed at all; the Unicode line separators would make line numbers
differ between editors. Write them as escapes in double quotes (`"\\u2028"`) if they are meant.
""",
)
SYNTAX = _code(
    "F004",
    "yaml-syntax",
    """The file is not YAML.

Nothing of such a file is read, as it cannot be told where the mistake ends.

Bad, for each value begins with a character that YAML keeps for itself, or holds a colon:

```yaml
events:
  Signed Up:
    trigger: Sent when: the account exists  # expect: F004
```

Good:

```yaml
events:
  Signed Up:
    trigger: 'Sent when: the account exists'
    owner: '@growth'
    properties:
      country: {type: string, pattern: '^[A-Z]{2}$'}
```
""",
)
DUPLICATE_KEY = _code(
    "F005",
    "duplicate-key",
    """A key stands twice in one mapping.

YAML readers keep one of the two, and not all the same. The first is kept here.

```yaml
events:
  Signed Up: {owner: growth}
  Signed Up: {owner: web}  # expect: F005
```

```yaml
events:
  Signed Up: {owner: growth}
  Signed In: {owner: web}
```
""",
)
MERGE_KEY = _code(
    "F006",
    "merge-key",
    """A merge key (`<<`) is used.

Merge keys were dropped from YAML, and readers disagree on what wins. Properties are shared with
`ref`, and properties of every event stand under `common`.

```yaml
events:
  Signed Up:
    properties: &account
      plan: string
  Signed In:
    properties:
      <<: *account  # expect: F006
```

```yaml
shared:
  plan: string
events:
  Signed Up: {properties: {plan: ref plan}}
  Signed In: {properties: {plan: ref plan}}
```
""",
)
BAD_ALIAS = _code(
    "F007",
    "bad-alias",
    """An alias (`*name`) has no anchor, contains itself, or expands to too much.

Anchors and aliases work within one file. Together, aliases may stand for 20,000 values. An anchor
in front of a text that no alias names, and a `!` there, are warnings: they are no part of the text.

```yaml
events:
  Signed Up: {properties: *account}  # expect: F007
```

```yaml
events:
  Signed Up: {properties: &account {plan: string}}
  Signed In: {properties: *account}
```
""",
)
TOO_DEEP = _code(
    "F008",
    "too-deep",
    """Values are nested more than 100 deep, or properties more than 64 with each `ref` written out.

No chart or query reaches that far. The file is not read; of a `ref`, only the property that uses
it is left out.
""",
)
TOO_LARGE = _code(
    "F009",
    "too-large",
    """A file of the plan has more than 16 MiB.

Split it with `include`: a file per area or per event reads better in reviews, too.
""",
)
UNSUPPORTED_YAML = _code(
    "F010",
    "unsupported-yaml",
    """YAML is used that a plan has no meaning for.

Tags other than `!!str`, keys that are not text, further documents in one file, and a `%YAML 1.1`
above it are reported and left out.

```yaml
events:
  Signed Up:
    metadata: {since: !!timestamp 2026-01-31}  # expect: F010
```

```yaml
events:
  Signed Up:
    metadata: {since: 2026-01-31}
```
""",
)
CUT_TEXT = _code(
    "F011",
    "cut-text",
    """A text ends at a `#` that looks as if it were part of it.

In YAML a space and a `#` begin a comment. A comment is told from a text by the space behind the
`#`.

```yaml
events:
  Plan Chosen:
    description: Plan #1 was chosen.  # expect: F011
```

```yaml
events:
  Plan Chosen:
    description: 'Plan #1 was chosen.'  # a comment
```
""",
    Severity.WARNING,
)
AMBIGUOUS_NUMBER = _code(
    "F012",
    "ambiguous-number",
    """A value that looks like a code is read as a number, or `yes` beside `true` as a text.

`01` is the number 1, `1e3` is 1000 and `1.10` is 1.1: what arrives as the text `"01"` will not
match. Quote what is a text. Where a `type` is written, it says what is meant: values of another
type are refused (P304).

```yaml
events:
  Step Viewed:
    properties:
      step: {enum: [01, 02]}  # expect: F012
      release: {enum: [1.10, 1.2]}  # expect: F012
      is_paid: {enum: [true, yes]}  # expect: F012
```

```yaml
events:
  Step Viewed:
    properties:
      step: {enum: ['01', '02']}
      release: {enum: ['1.10', '1.2']}
      price: {type: number, enum: [9.90, 19.90]}
```
""",
    Severity.WARNING,
)
FORMAT_VERSION = _code(
    "F013",
    "unknown-format-version",
    """`tracking_plan` names a version of the format that this tool does not read.

This tool reads format 1. A later one needs a later tool.
""",
)
NO_MATCH = _code(
    "F014",
    "include-without-match",
    """A pattern under `include` matches no file, or the root file only.

Patterns are relative to the root file; `**` matches any number of folders.
""",
)
OUTSIDE = _code(
    "F015",
    "include-outside-root",
    """An included file lies outside the folder of the root file, or behind a link that leaves it.

A plan is one folder, so that what is reviewed is what is used.
""",
)
TOO_MANY = _code(
    "F016",
    "too-many-entries",
    """There is more of something than is read; what is beyond the limit is left out.

The limits: 20,000 events, 20,000 shared definitions, 5,000 properties in an event (what a `ref`
brings along counts each time that it is used), 1,000 patterns under `include`, and, keys and items
counted, 1,100,000 values in a file and 2,500,000 in a plan. After 5,000 problems, too, nothing more
is read.
""",
)
NOT_JUDGED = _code(
    "F017",
    "not-judged",
    """A file of the plan cannot be read, so what refers to its content cannot be judged.

The file has a finding of its own; once that is solved, what is wrong with the rest is said.
""",
    Severity.INFO,
)
NOT_INCLUDED = _code(
    "F018",
    "not-included",
    """A file beside the included ones reads as a part of the plan, and no pattern names it.

What is written in it counts for nothing: its events are unknown to every check. Such a file holds
`events`, `shared` or `traits`, and nothing else; it lies in or below a folder that `include` names.
Add it to `include` (`plan/**/*.{yaml,yml}` names both endings, in all folders below), or move it to
another folder.
""",
    Severity.WARNING,
)
