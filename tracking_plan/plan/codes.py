"""The F codes: what can be wrong with a plan's files and their format.

F findings come from the loader, not from rule modules: it has to look at these things in any
case to build a plan. F0xx is the text, F1xx the shape (what `schemas/plan.schema.json` also
refuses), F2xx the meaning, which takes more than one place or more than a schema to see.
"""

from tracking_plan.finding import Code, Related, Severity
from tracking_plan.rule import Problem
from tracking_plan.source import Place, Scalar, span_of


def _code(id_: str, name: str, page: str, severity: Severity = Severity.ERROR) -> Code:
    return Code(id=id_, name=name, severity=severity, page=page)


UNREADABLE = _code(
    "F001",
    "unreadable-file",
    """A file of the plan cannot be opened.

It is missing, it is a folder, or this user may not read it. Check the path and its rights.
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

Anchors and aliases work within one file. Together, aliases may stand for 100,000 values.

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
    """Values are nested more than 100 deep.

No chart or query reaches that far. The file is not read.
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

Tags other than `!!str`, keys that are not text, and further documents in one file are reported
and left out.

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
    """A value that looks like a code is read as a number.

`01` is the number 1 and `1e3` is 1000: what arrives as the text `"01"` will not match. Quote what
is a text.

```yaml
events:
  Step Viewed:
    properties:
      step: {enum: [01, 02]}  # expect: F012
```

```yaml
events:
  Step Viewed:
    properties:
      step: {enum: ['01', '02']}
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
    """A pattern under `include` matches no file.

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
UNKNOWN_KEY = _code(
    "F101",
    "unknown-key",
    """A key that the format does not know.

It would be ignored in silence, so it is refused.

```yaml
events:
  Signed Up:
    desciption: A person made an account.  # expect: F101
```

```yaml
events:
  Signed Up:
    description: A person made an account.
```
""",
)
WRONG_KIND = _code(
    "F102",
    "wrong-kind",
    """A value is of another kind than its key wants: a number for a text, a list for a mapping.

YAML reads plain `404` as a number and plain `true` as a boolean; quotes make them text. `yes` and
`no` are text, so a flag wants `true` or `false`.

```yaml
events:
  Signed Up:
    owner: 404  # expect: F102
    properties:
      plan: {type: string, required: yes}  # expect: F102
```

```yaml
events:
  Signed Up:
    owner: '404'
    properties:
      plan: {type: string, required: true}
```
""",
)
NOT_A_CHOICE = _code(
    "F103",
    "not-a-choice",
    """A value that is not one of those that its key can take.

```yaml
events:
  Signed Up:
    status: live  # expect: F103
    properties:
      plan: {type: text}  # expect: F103
```

```yaml
events:
  Signed Up:
    status: active
    properties:
      plan: {type: string}
```
""",
)
MISSING_KEY = _code(
    "F104",
    "missing-key",
    """A key is missing without which the entry means nothing.

A property needs a `type`, unless `ref`, `enum` or `const` tells it.

```yaml
events:
  Signed Up:
    properties:
      plan: {description: The plan.}  # expect: F104
```

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, description: The plan.}
```
""",
)
EXCLUDED_KEY = _code(
    "F105",
    "excluded-key",
    """Two keys stand together that exclude each other.

Beside `ref`, only `description`, `required`, `nullable`, `examples`, `pii` and `status` may stand:
what values a shared definition takes is decided in one place. A property that is dropped or
forbidden cannot be required. Only a string can be hashed.

```yaml
shared:
  plan: string
events:
  Signed Up:
    properties:
      plan: {ref: plan, max_length: 20}  # expect: F105
```

```yaml
shared:
  plan: {type: string, max_length: 20}
events:
  Signed Up:
    properties:
      plan: ref plan
```
""",
)
BAD_NAME = _code(
    "F106",
    "bad-name",
    """A name is empty, begins or ends with a space, or holds a control character.

Such names cannot be told apart by eye.

```yaml
events:
  'Signed Up ': {}  # expect: F106
```

```yaml
events:
  'Signed Up': {}
```
""",
)
MISPLACED_KEY = _code(
    "F107",
    "misplaced-key",
    """A key of the format stands where it has no meaning.

`required` belongs to the use of a definition, not to `shared`, `items` or `traits`; `ref` has no
place in `previous`, which must not change when a shared definition does; settings belong to the
root file.

```yaml
shared:
  plan: {type: string, required: true}  # expect: F107
events:
  Signed Up: {properties: {plan: ref plan}}
```

```yaml
shared:
  plan: {type: string}
events:
  Signed Up: {properties: {plan: ref! plan}}
```
""",
)
MALFORMED = _code(
    "F108",
    "malformed-value",
    """A version, a date or a shorthand is not written as it should be.

Versions are `MAJOR.MINOR`, dates `YYYY-MM-DD`. A property's shorthand is a type (`string`), or
`ref` and a name, with `!` for required.

```yaml
events:
  Signed Up:
    version: 1.2.3  # expect: F108
    properties:
      plan: text  # expect: F108
```

```yaml
events:
  Signed Up:
    version: 1.2
    properties:
      plan: string!
```
""",
)
OUT_OF_RANGE = _code(
    "F109",
    "out-of-range",
    """A number, or a count of entries, that its key cannot take.

Lengths and counts are whole numbers from 0; `multiple_of` is above 0; an `enum` has an entry.

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, min_length: -1}  # expect: F109
```

```yaml
events:
  Signed Up:
    properties:
      plan: {type: string, min_length: 1}
```
""",
)
UNKNOWN_REF = _code(
    "F201",
    "unknown-ref",
    """`ref` names a shared definition that does not exist.

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
events:
  Order Placed: {properties: {currency: ref curency}}  # expect: F201
```

```yaml
shared:
  currency: {type: string, enum: [USD, EUR]}
events:
  Order Placed: {properties: {currency: ref currency}}
```
""",
)
REF_CYCLE = _code(
    "F202",
    "ref-cycle",
    """Shared definitions refer to each other in a circle.

```yaml
shared:
  plan: ref tier  # expect: F202
  tier: ref plan
events:
  Signed Up: {properties: {plan: ref plan}}
```

```yaml
shared:
  plan: ref tier
  tier: string
events:
  Signed Up: {properties: {plan: ref plan}}
```
""",
)
DEFINED_TWICE = _code(
    "F203",
    "defined-twice",
    """Two files of the plan define the same name.

The first is kept: the root file's, then those of the included files by path.
""",
)
BAD_PATTERN = _code(
    "F204",
    "bad-pattern",
    """A pattern is not a regular expression of the linear-time kind.

Patterns are ECMA-262 without look-around and back-references, so that no text can make a check
hang, and every tool that reads the exported schemas agrees.

```yaml
events:
  Signed Up:
    properties:
      code: {type: string, pattern: '(?=x)y'}  # expect: F204
```

```yaml
events:
  Signed Up:
    properties:
      code: {type: string, pattern: '^[A-Z]{2}$'}
```
""",
)
VERSION_ORDER = _code(
    "F205",
    "version-order",
    """`previous` holds a version that is not older than the current one, or two of one major.

A payload that says "major 1" must mean one of them.

```yaml
events:
  Signed Up:
    version: 2.0
    previous:
      2.0: {}  # expect: F205
```

```yaml
events:
  Signed Up:
    version: 2.0
    previous:
      1.4: {}
```
""",
)
UNQUOTED_VERSION = _code(
    "F206",
    "unquoted-version",
    """A version whose minor ends in 0 is not quoted.

`2.10` is the tenth minor after `2.0`, but an unquoted `2.10` is the number 2.1 to other tools that
read the file. Quotes make it safe.

```yaml
events:
  Signed Up:
    version: 2.10  # expect: F206
```

```yaml
events:
  Signed Up:
    version: '2.10'
```
""",
)
NAME_CLAIMED = _code(
    "F207",
    "name-claimed-twice",
    """A previous name is also the name, or a previous name, of another event.

A payload with that name could mean either.

```yaml
events:
  Signed Up: {previous_names: [signup]}
  Account Opened: {previous_names: [signup]}  # expect: F207
```

```yaml
events:
  Signed Up: {previous_names: [signup]}
  Account Opened: {previous_names: [account_opened]}
```
""",
)
NO_SUCH_DAY = _code(
    "F208",
    "no-such-day",
    """A date that no calendar has.

```yaml
events:
  Signed Up: {status: deprecated, sunset: 2026-02-30}  # expect: F208
```

```yaml
events:
  Signed Up: {status: deprecated, sunset: 2026-02-28}
```
""",
)


def duplicate(name: str, second: Place, first: Place) -> tuple[Code, Problem]:
    """The problem of a key that stands twice in one mapping."""
    related = (Related(message="first here", at=first),)
    message = f"the key {name!r} stands twice"
    problem = Problem(message=message, at=second, related=related, hint="keep one of them")
    return DUPLICATE_KEY, problem


def cut_text(path: str, node: Scalar, rest: str) -> tuple[Code, Problem]:
    """The problem of a text that a `#` cuts."""
    message = f"the text ends at the '#': {rest.strip()[:40]!r} is read as a comment"
    at = Place(path=path, span=span_of(node))
    hint = "quote the text if the '#' belongs to it; put a space behind the '#' of a comment"
    return CUT_TEXT, Problem(message=message, at=at, hint=hint)


def all_codes() -> tuple[Code, ...]:
    """Every F code, in order."""
    return tuple(
        sorted((v for v in globals().values() if isinstance(v, Code)), key=lambda code: code.id)
    )
